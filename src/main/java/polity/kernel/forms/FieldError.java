// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.Map;

/**
 * What is wrong with an answer.
 *
 * @param field its id; of one of several things {@code children[0].name}
 * @param code {@code missing}, {@code long}, {@code pattern} and so on, or one that the form declares
 * @param parameters of the words, such as {@code max}
 */
public record FieldError(String field, String code, Map<String, Object> parameters) {
    static FieldError of(String field, String code) {
        return new FieldError(field, code, Map.of());
    }
}
