// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.time.Duration;
import java.util.List;

/** How large rules may be and how much they may do: packages come from people whom nobody has to trust. */
final class Limits {
    static final int FILE_CHARACTERS = 1_000_000;
    static final int XML_DEPTH = 30;
    static final int EXPRESSION_CHARACTERS = 2_000;
    static final int EXPRESSION_BRACKETS = 12;
    static final int EXPRESSION_KEYWORDS = 60;
    static final int ITERATION_DEPTH = 2;
    static final int RANGE_ENTRIES = 1_000;
    static final int DECISIONS = 200;
    static final int RULES_IN_TABLE = 500;
    static final int CELLS = 20_000;
    static final int PARAMETERS = 2_000;
    static final int PROBLEMS = 50;

    static final int NUMBER_DIGITS = 34;
    /** The longest a number from outside may be when written in full. */
    static final int NUMBER_CHARACTERS = 72;

    static final int POWER = 100;
    static final int ROUNDING_PLACES = 30;
    static final int INPUT_DEPTH = 8;
    static final int INPUT_VALUES = 10_000;

    /** Steps of one evaluation; a step is about 100 ns of the engine. */
    static final double STEPS = 2_000_000;
    /** What the engine was measured to take, in steps: it looks its functions up by reflection. */
    static final double NODE_STEPS = 2;

    static final double EXPRESSION_STEPS = 20;
    static final double TEST_STEPS = 20;
    static final double CALL_STEPS = 200;
    static final double FILTER_STEPS = 450;
    static final double ITERATION_STEPS = 4;
    /**
     * Steps of {@code for} in one evaluation of an expression. KIE 10.2 leaves a frame behind for each, which every later
     * look-up of a name walks through, recursively.
     */
    static final double FOR_STEPS = 2_000;

    static final double FRAME_STEPS = 0.25;
    /** Characters of one value that an evaluation may make. */
    static final double VALUE_CHARACTERS = 8_000_000;
    /** Characters of one number written in full. */
    static final double NUMBER_SIZE = 5_000;

    static final int ANALYSIS_VISITS = 400_000;

    /**
     * The second line behind the count of steps: checked between decisions. Long, since a machine that is busy with others
     * may not turn what the rules allow into a question for an official.
     */
    static final Duration EVALUATION = Duration.ofSeconds(20);

    /**
     * What inputs a rule set accepts. The largest under which it provably stays within {@link #STEPS} is chosen when it is
     * compiled.
     */
    record Allowance(int listEntries, int textCharacters) {}

    static final List<Allowance> ALLOWANCES = List.of(
            new Allowance(1_000, 4_000), new Allowance(200, 2_000), new Allowance(40, 1_000), new Allowance(10, 500));

    private Limits() {}
}
