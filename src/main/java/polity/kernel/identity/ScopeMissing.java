// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

/** The access token doesn't permit this. Becomes 403. */
final class ScopeMissing extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String scope;

    ScopeMissing(String scope) {
        super("The access token lacks the scope " + scope, null, false, false);
        this.scope = scope;
    }

    String scope() {
        return scope;
    }
}
