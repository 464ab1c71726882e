// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The processes of packages, by the id that the engine gives them. */
final class Definitions {

    private static final String PREFIX = "p";
    /** An id of the engine is its key, a version and a UUID, in 64 characters at most; 96 bits tell packages apart. */
    private static final int DIGITS = 24;

    private final Map<String, ProcessDefinition> known = new ConcurrentHashMap<>();
    private final ProcessWork work;

    Definitions(ProcessWork work) {
        this.work = work;
    }

    /** What the engine calls the process of the package with this digest. */
    static String key(String digest) {
        return PREFIX + digest.substring(0, DIGITS);
    }

    /** The process about a subject, which the engine calls by this id. */
    ProcessDefinition of(String id, UUID subject) {
        return known.computeIfAbsent(id, _ -> of(subject));
    }

    /** The process about a subject. */
    ProcessDefinition of(UUID subject) {
        return work.definition(subject).orElseThrow(() -> new DefinitionLost(subject));
    }

    /** A process is under way, and nobody knows any more how it goes on. */
    static final class DefinitionLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        DefinitionLost(UUID subject) {
            super("The process about " + subject + " is not kept any more");
        }
    }
}
