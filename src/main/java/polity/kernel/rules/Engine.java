// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.api.marshalling.DMNExtensionRegister;
import org.kie.dmn.core.compiler.DMNProfile;
import org.kie.dmn.core.compiler.DRGElementCompiler;
import org.kie.dmn.core.compiler.RuntimeTypeCheckOption;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
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
import org.kie.dmn.feel.runtime.events.SyntaxErrorEvent;
import org.kie.internal.io.ResourceFactory;

/** The one door to the decision engine, KIE. Nothing in it starts before the first rule is compiled. */
final class Engine {
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

    static Parsed parse(String text, Collection<String> names, boolean tests) {
        var errors = new ArrayList<SyntaxError>();
        var listeners = new FEELEventListenersManager();
        listeners.addListener(event -> {
            if (event instanceof SyntaxErrorEvent syntax) {
                errors.add(new SyntaxError(
                        syntax.getLine(), syntax.getColumn(), String.valueOf(syntax.getOffendingSymbol())));
            }
        });
        Map<String, Type> types = new HashMap<>();
        names.forEach(name -> types.put(name, BuiltInType.UNKNOWN));
        var registry = DefaultBuiltinFEELTypeRegistry.INSTANCE;
        var parser = FEELParser.parse(
                listeners, text, types, Map.of(), Feel.PROFILE.getFEELFunctions(), Feel.PROFILES, registry);
        var tree = tests ? parser.unaryTestsRoot() : parser.compilation_unit();
        if (!errors.isEmpty()) {
            return new Parsed(null, errors);
        }
        BaseNode root = tree.accept(new ASTBuilderVisitor(types, registry));
        return new Parsed(root, errors);
    }

    /** A model ready to be evaluated, or what the engine has against it. */
    record Loaded(@Nullable DMNRuntime runtime, @Nullable DMNModel model, List<DMNMessage> faults) {}

    static Loaded load(String xml) {
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
}
