// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NoVanillaExceptionsTest {

    private static final Set<String> NAMELESS = Set.of(
            "java.lang.Throwable",
            "java.lang.Exception",
            "java.lang.Error",
            "java.lang.RuntimeException",
            "java.lang.IllegalStateException",
            "java.lang.IllegalArgumentException");

    @Test
    void a_broken_promise_has_its_own_name() {
        House.require(
                "An expected refusal is a value of a sealed type; a broken promise is an exception with its own name whose"
                        + " message says what to do:",
                nameless(House.classes()));
    }

    private static List<String> nameless(Iterable<JavaClass> classes) {
        var found = new ArrayList<String>();
        for (JavaClass type : classes) {
            type.getCodeUnitAccessesFromSelf().stream()
                    .filter(call -> call.getTarget().getName().equals("<init>"))
                    .filter(call -> NAMELESS.contains(call.getTargetOwner().getName()))
                    .filter(call -> !callsItsParent(call))
                    .map(call -> "%s:%d makes a %s"
                            .formatted(
                                    type.getName(),
                                    call.getLineNumber(),
                                    call.getTargetOwner().getSimpleName()))
                    .forEach(found::add);
        }
        return found;
    }

    /** An exception with its own name extends one of these and calls its constructor. */
    private static boolean callsItsParent(JavaCodeUnitAccess<?> call) {
        return call.getOrigin().isConstructor()
                && call.getOriginOwner()
                        .getRawSuperclass()
                        .filter(parent ->
                                parent.getName().equals(call.getTargetOwner().getName()))
                        .isPresent();
    }

    @Test
    void a_nameless_exception_is_found_and_a_named_one_is_not() {
        var classes = House.classes(Thrower.class, Named.class);
        assertThat(nameless(classes)).hasSize(2).allMatch(found -> found.contains("IllegalStateException"));
    }

    private static final class Named extends RuntimeException {
        private static final long serialVersionUID = 1;

        Named() {
            super("This promise was broken");
        }
    }

    @SuppressWarnings("unused")
    private static final class Thrower {
        RuntimeException nameless() {
            return new IllegalStateException("no");
        }

        RuntimeException namelessByReference() {
            Supplier<RuntimeException> made = IllegalStateException::new;
            return made.get();
        }

        RuntimeException named() {
            return new Named();
        }
    }
}
