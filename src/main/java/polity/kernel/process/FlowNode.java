// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Something that a process passes (BPMN 2.0 section 10.3).
 *
 * @param scope the subprocess that it stands in; absent where that is the process itself
 * @param host to what a boundary event is attached
 * @param interrupts whether a boundary event ends its host
 * @param message for which an event waits; absent for one that waits for a time limit
 * @param otherwise the flow that an exclusive or inclusive gateway takes where no condition holds
 * @param line where it is declared, from 1
 */
record FlowNode(
        String id,
        Kind kind,
        @Nullable String scope,
        @Nullable String host,
        boolean interrupts,
        @Nullable String message,
        @Nullable String otherwise,
        int line) {

    /** What it is, and what BPMN calls it. */
    enum Kind {
        START("startEvent", false),
        END("endEvent", false),
        /** Ends whatever else goes on in its scope, too. */
        TERMINATE("terminateEventDefinition", false),
        STEP("userTask", true),
        ACT("serviceTask", false),
        EXCLUSIVE("exclusiveGateway", false),
        INCLUSIVE("inclusiveGateway", false),
        PARALLEL("parallelGateway", false),
        SUBPROCESS("subProcess", false),
        BOUNDARY("boundaryEvent", false),
        CATCH("intermediateCatchEvent", true);

        private static final Map<String, Kind> BY_NAME = Map.of(
                START.element, START,
                END.element, END,
                STEP.element, STEP,
                ACT.element, ACT,
                EXCLUSIVE.element, EXCLUSIVE,
                INCLUSIVE.element, INCLUSIVE,
                PARALLEL.element, PARALLEL,
                SUBPROCESS.element, SUBPROCESS,
                BOUNDARY.element, BOUNDARY,
                CATCH.element, CATCH);

        private final String element;
        private final boolean waits;

        Kind(String element, boolean waits) {
            this.element = element;
            this.waits = waits;
        }

        static @Nullable Kind of(String element) {
            return BY_NAME.get(element);
        }

        /** Whether the process stops here until something happens. */
        boolean waits() {
            return waits;
        }

        boolean isGateway() {
            return this == EXCLUSIVE || this == INCLUSIVE || this == PARALLEL;
        }

        boolean isEnd() {
            return this == END || this == TERMINATE;
        }

        /** Whether its flows may have conditions. */
        boolean decides() {
            return this == EXCLUSIVE || this == INCLUSIVE;
        }
    }

    /** Whether it waits for a time limit: its own, or that of what it is attached to. */
    boolean isLimit() {
        return (kind == Kind.BOUNDARY || kind == Kind.CATCH) && message == null;
    }
}
