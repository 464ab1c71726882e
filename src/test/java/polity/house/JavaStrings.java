// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

/** The texts in Java sources, read by the compiler's own parser. */
final class JavaStrings {

    /** A literal, with neighbours that a plus joins to it. */
    record Text(String file, long line, String value) {}

    /** SQL handed to the data base that isn't a constant. */
    record Assembled(String file, long line, String code) {}

    final List<Text> texts = new ArrayList<>();
    final List<Assembled> assembled = new ArrayList<>();

    private JavaStrings() {}

    /** Parses sources: pairs of a name and the text. */
    static JavaStrings of(List<Source> sources) {
        var strings = new JavaStrings();
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests need a JDK");
        var task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
        try {
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                strings.new Reader(unit, positions).scan(unit, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return strings;
    }

    static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }

    private final class Reader extends TreeScanner<Void, Boolean> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final String file;
        private final List<String> lines;

        Reader(CompilationUnitTree unit, SourcePositions positions) throws IOException {
            this.unit = unit;
            this.positions = positions;
            this.file = unit.getSourceFile().toUri().getPath().substring(1);
            this.lines =
                    unit.getSourceFile().getCharContent(true).toString().lines().toList();
        }

        /** A sum of literals is one text. */
        @Override
        public Void visitBinary(BinaryTree sum, Boolean within) {
            String joined = sum.getKind() == Tree.Kind.PLUS ? joined(sum) : "";
            if (joined.isEmpty()) {
                return super.visitBinary(sum, within);
            }
            texts.add(new Text(file, line(sum), joined));
            return super.visitBinary(sum, true);
        }

        private String joined(Tree part) {
            return switch (part) {
                case LiteralTree literal when literal.getValue() instanceof String text -> text;
                case BinaryTree sum
                when sum.getKind() == Tree.Kind.PLUS -> joined(sum.getLeftOperand()) + joined(sum.getRightOperand());
                case ParenthesizedTree inner -> joined(inner.getExpression());
                default -> "";
            };
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Boolean within) {
            if (literal.getValue() instanceof String text && !within) {
                texts.add(new Text(file, line(literal), text));
            }
            return null;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Boolean within) {
            if (takesSql(call)
                    && !call.getArguments().isEmpty()
                    && !constant(call.getArguments().getFirst())
                    && !excused(call)) {
                String code = call.getArguments().getFirst().toString().replaceAll("\\s+", " ");
                assembled.add(new Assembled(
                        file, line(call.getArguments().getFirst()), code.substring(0, Math.min(code.length(), 80))));
            }
            super.visitMethodInvocation(call, false);
            return null;
        }

        private static boolean takesSql(MethodInvocationTree call) {
            return call.getMethodSelect() instanceof MemberSelectTree select
                    && (select.getIdentifier().contentEquals("sql")
                            || select.getIdentifier().contentEquals("prepareStatement"));
        }

        private static boolean constant(ExpressionTree sql) {
            return switch (sql) {
                case LiteralTree _ -> true;
                case IdentifierTree name -> upperCase(name.getName().toString());
                case MemberSelectTree name -> upperCase(name.getIdentifier().toString());
                case ParenthesizedTree inner -> constant(inner.getExpression());
                case BinaryTree sum -> constant(sum.getLeftOperand()) && constant(sum.getRightOperand());
                default -> false;
            };
        }

        private static boolean upperCase(String name) {
            return name.equals(name.toUpperCase(Locale.ROOT));
        }

        /** A comment "// sql: why this is safe" on one of the call's lines or the one above. */
        private boolean excused(MethodInvocationTree call) {
            int last = (int)
                    line(positions.getEndPosition(unit, call.getArguments().getFirst()));
            int first = (int) line(positions.getEndPosition(unit, call.getMethodSelect()));
            return lines.subList(Math.max(0, first - 2), Math.min(last, lines.size())).stream()
                    .anyMatch(each -> each.matches(".*// sql: \\S.*"));
        }

        private long line(Tree tree) {
            return line(positions.getStartPosition(unit, tree));
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
