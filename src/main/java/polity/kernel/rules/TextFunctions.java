// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.feel.runtime.events.FEELEvent;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.runtime.FEELFunction;
import org.kie.dmn.feel.runtime.events.InvalidParametersEvent;
import org.kie.dmn.feel.runtime.functions.BaseFEELFunction;

/**
 * Our own of the functions that the engine has in a slow or unbounded form: it writes an XQuery program for each
 * {@code matches} and {@code replace} (2.5 ms a call), and its {@code number} reads 1e999999999.
 */
final class TextFunctions {
    private static final java.util.regex.Pattern PLAIN_NUMBER = java.util.regex.Pattern.compile("-?[0-9]{1,34}(\\.[0-9]{1,34})?");

    private TextFunctions() {}

    static List<FEELFunction> all() {
        return List.of(
                new TextFunction("matches", TextFunctions::matches),
                new TextFunction("replace", TextFunctions::replace),
                new TextFunction("split", TextFunctions::split),
                new TextFunction("number", TextFunctions::number));
    }

    private static Object matches(String[] texts) {
        return TextPattern.compile(texts[1]).matcher(TextPattern.counted(texts[0])).find();
    }

    private static Object replace(String[] texts) {
        return TextPattern.compile(texts[1]).matcher(TextPattern.counted(texts[0])).replaceAll(texts[2]);
    }

    private static Object split(String[] texts) {
        return Arrays.asList(TextPattern.compile(texts[1]).split(TextPattern.counted(texts[0]), -1));
    }

    private static @Nullable Object number(String[] texts) {
        return PLAIN_NUMBER.matcher(texts[0]).matches() ? new BigDecimal(texts[0]) : null;
    }

    private interface Body {
        @Nullable Object apply(String[] texts);
    }

    private static final class TextFunction extends BaseFEELFunction {
        private final Body body;

        TextFunction(String name, Body body) {
            super(name);
            this.body = body;
        }

        @Override
        @SuppressWarnings("NullAway") // the engine's null is FEEL's null
        public Object invokeReflectively(EvaluationContext context, Object[] arguments) {
            if (!Arrays.stream(arguments).allMatch(String.class::isInstance)) {
                return failed(context, "needs texts");
            }
            try {
                var result = body.apply(Arrays.copyOf(arguments, arguments.length, String[].class));
                return result == null ? failed(context, "can't read the text") : result;
            } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
                return failed(context, "can't use the pattern");
            } catch (TextPattern.TooManySteps | StackOverflowError _) {
                return failed(context, "took too long on this text");
            }
        }

        private @Nullable Object failed(EvaluationContext context, String reason) {
            context.notifyEvt(
                    () -> new InvalidParametersEvent(FEELEvent.Severity.ERROR, "The function " + getName() + " " + reason));
            return null;
        }
    }
}
