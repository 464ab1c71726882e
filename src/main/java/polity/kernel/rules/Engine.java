// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.api.feel.runtime.events.FEELEvent;
import org.kie.dmn.api.marshalling.DMNExtensionRegister;
import org.kie.dmn.core.compiler.DMNProfile;
import org.kie.dmn.core.compiler.DRGElementCompiler;
import org.kie.dmn.core.compiler.RuntimeTypeCheckOption;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.dmn.feel.lang.CompiledExpression;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.lang.FEELProfile;
import org.kie.dmn.feel.lang.Type;
import org.kie.dmn.feel.lang.ast.ASTNode;
import org.kie.dmn.feel.lang.ast.BaseNode;
import org.kie.dmn.feel.lang.impl.FEELBuilder;
import org.kie.dmn.feel.lang.impl.FEELEventListenersManager;
import org.kie.dmn.feel.lang.impl.FEELImpl;
import org.kie.dmn.feel.lang.types.BuiltInType;
import org.kie.dmn.feel.lang.types.DefaultBuiltinFEELTypeRegistry;
import org.kie.dmn.feel.parser.feel11.ASTBuilderVisitor;
import org.kie.dmn.feel.parser.feel11.FEELParser;
import org.kie.dmn.feel.runtime.FEELFunction;
import org.kie.dmn.feel.runtime.events.InvalidParametersEvent;
import org.kie.dmn.feel.runtime.events.SyntaxErrorEvent;
import org.kie.internal.io.ResourceFactory;

/** The one door to the decision engine, KIE. Nothing in it starts before the first rule is compiled. */
final class Engine {
    private static final Pattern MESSAGE_PREFIX = Pattern.compile("^DMN: ");
    private static final Pattern MESSAGE_SUFFIX =
            Pattern.compile("\\s*\\((DMN id: [^)]*|[^()]*(error|not found)[^()]*)\\)\\s*$");
    private static final Pattern FEEL_ERROR =
            Pattern.compile("^FEEL (ERROR|WARN) while evaluating literal expression .*?': ", Pattern.DOTALL);

    private Engine() {}

    /** A syntax error; line from 1, column from 0, as the engine counts. */
    record SyntaxError(int line, int column, String near) {}

    record Parsed(@Nullable ASTNode tree, List<SyntaxError> errors) {}

    private static final class Profile implements DMNProfile {
        private final List<FEELFunction> functions = TextFunctions.all();

        @Override
        public List<FEELFunction> getFEELFunctions() {
            return functions;
        }

        @Override
        public List<DMNExtensionRegister> getExtensionRegisters() {
            return List.of();
        }

        @Override
        public List<DRGElementCompiler> getDRGElementCompilers() {
            return List.of();
        }
    }

    /** Made on first use, so that starting the program doesn't wait for it. */
    private static final class Feel {
        private static final Profile PROFILE = new Profile();
        private static final List<FEELProfile> PROFILES = List.of(PROFILE);
        private static final FEELImpl ENGINE =
                (FEELImpl) FEELBuilder.builder().withProfiles(PROFILES).build();
    }

    static FEELImpl feel() {
        return Feel.ENGINE;
    }

    static Parsed parse(Analysis.Written written) {
        var errors = new ArrayList<SyntaxError>();
        var listeners = new FEELEventListenersManager();
        listeners.addListener(event -> {
            if (event instanceof SyntaxErrorEvent syntax) {
                errors.add(new SyntaxError(
                        syntax.getLine(), syntax.getColumn(), String.valueOf(syntax.getOffendingSymbol())));
            }
        });
        Map<String, Type> types = new HashMap<>();
        written.names().forEach(name -> types.put(name, BuiltInType.UNKNOWN));
        try {
            return parse(written, listeners, types, errors);
        } catch (RuntimeException | StackOverflowError _) {
            // the engine's parser trips over some texts, such as "n instance of n"
            return new Parsed(null, List.of(new SyntaxError(1, 0, "")));
        }
    }

    private static Parsed parse(
            Analysis.Written written,
            FEELEventListenersManager listeners,
            Map<String, Type> types,
            List<SyntaxError> errors) {
        var registry = DefaultBuiltinFEELTypeRegistry.INSTANCE;
        var parser = FEELParser.parse(
                listeners, written.text(), types, Map.of(), Feel.PROFILE.getFEELFunctions(), Feel.PROFILES, registry);
        var tree = written.tests() ? parser.unaryTestsRoot() : parser.compilation_unit();
        if (!errors.isEmpty()) {
            return new Parsed(null, errors);
        }
        BaseNode root = tree.accept(new ASTBuilderVisitor(types, registry));
        return new Parsed(root, errors);
    }

    /** The engine's exceptions become errors, like those that it reports itself. */
    static @Nullable Object evaluate(CompiledExpression expression, EvaluationContext context, List<FEELEvent> errors) {
        try {
            return Feel.ENGINE.evaluate(expression, context);
        } catch (RuntimeException | StackOverflowError e) {
            errors.add(new InvalidParametersEvent(FEELEvent.Severity.ERROR, "it can't be computed: " + e.getMessage()));
            return null;
        }
    }

    /** A model ready to be evaluated, or what the engine has against it. */
    record Loaded(@Nullable DMNRuntime runtime, @Nullable DMNModel model, List<DMNMessage> faults) {}

    static Loaded load(String xml) {
        try {
            return compile(xml);
        } catch (RuntimeException | StackOverflowError _) {
            return new Loaded(null, null, List.of());
        }
    }

    private static Loaded compile(String xml) {
        var resource = ResourceFactory.newReaderResource(new StringReader(xml), "UTF-8");
        var runtime = DMNRuntimeBuilder.fromDefaults()
                .addProfile(Feel.PROFILE)
                .setOption(new RuntimeTypeCheckOption(true))
                .buildConfiguration()
                .fromResources(List.of(resource))
                .<@Nullable DMNRuntime>cata(fault -> null, ready -> ready);
        if (runtime == null || runtime.getModels().isEmpty()) {
            return new Loaded(null, null, List.of());
        }
        var model = runtime.getModels().getFirst();
        return new Loaded(runtime, model, model.getMessages(DMNMessage.Severity.ERROR));
    }

    /** A message of the engine without its own vocabulary. */
    static String plain(String message) {
        String text = MESSAGE_PREFIX.matcher(message).replaceFirst("");
        text = MESSAGE_SUFFIX.matcher(text).replaceFirst("");
        return FEEL_ERROR.matcher(text).replaceFirst("").strip();
    }
}
