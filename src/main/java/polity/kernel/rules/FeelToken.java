// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

/**
 * A piece of a FEEL expression.
 *
 * @param start index in the expression's text
 */
record FeelToken(Sort sort, String text, int start) {
    enum Sort {
        NUMBER,
        STRING,
        NAME,
        SYMBOL,
        WRONG
    }

    int end() {
        return start + text.length();
    }

    boolean is(String symbol) {
        return sort != Sort.STRING && text.equals(symbol);
    }
}
