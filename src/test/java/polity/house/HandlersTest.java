// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;

import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.testing.Handlers;
import polity.testing.Handlers.Handler;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

class HandlersTest {

    /** Where the server asks for the answer to a request that failed, whatever its method was. */
    private static final Set<String> ERRORS = Set.of("/error");

    /** Ways to answer a request that would go around the zones. */
    private static final Set<String> OTHER_WAYS = Set.of(
            "org.springframework.web.servlet.function.RouterFunction",
            "org.springframework.web.HttpRequestHandler",
            "org.springframework.web.servlet.mvc.Controller",
            "org.springframework.boot.web.servlet.ServletRegistrationBean",
            "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
            "jakarta.servlet.http.HttpServlet",
            "jakarta.servlet.annotation.WebServlet");

    @Test
    void every_handler_says_where_it_exists_and_what_it_answers() {
        House.require(
                "Mend these handlers:",
                RunningPolity.part(Handlers.class).all().stream()
                        .flatMap(handler -> faults(handler).stream())
                        .toList());
    }

    private static List<String> faults(Handler handler) {
        var faults = new ArrayList<String>();
        Set<Zone> zones = handler.zones();
        if (zones.isEmpty()) {
            faults.add("list its zones with @Zones; without, it exists nowhere");
        }
        if (zones.contains(Zone.JOBS)) {
            faults.add("the zone JOBS has no listener; take it out of @Zones");
        }
        if (zones.equals(Set.of(Zone.DESK))
                && handler.addresses().stream().anyMatch(each -> !each.matches("/desk(/.*)?"))) {
            faults.add("every address of the desk begins with /desk");
        }
        if (!zones.contains(Zone.DESK) && handler.addresses().stream().anyMatch(each -> each.matches("/desk(/.*)?"))) {
            faults.add("an address that begins with /desk belongs to the zone DESK alone");
        }
        if (handler.methods().isEmpty() && !handler.addresses().equals(ERRORS)) {
            faults.add("use @GetMapping or @PostMapping: without a method it answers all of them");
        }
        if (!handler.type().getSimpleName().matches("\\w+(Pages|Api)")) {
            faults.add("handlers live in a class named ...Pages (for people) or ...Api (for machines)");
        }
        return faults.stream()
                .map(fault -> handler.name() + " " + handler.addresses() + ": " + fault)
                .toList();
    }

    @Test
    void no_request_is_answered_past_the_zones() {
        House.require(
                "Answer requests by methods with @GetMapping and the like in a ...Pages or ...Api class, which the zones"
                        + " guard:",
                detours(House.classes()));
    }

    private static List<String> detours(Iterable<JavaClass> classes) {
        var found = new ArrayList<String>();
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getName())
                    .filter(OTHER_WAYS::contains)
                    .map(target -> type.getName() + " uses " + target)
                    .forEach(found::add);
        }
        return found.stream().distinct().toList();
    }

    @Test
    void a_careless_handler_is_found_with_each_of_its_faults() {
        assertThat(faults(new Handler(Careless.class, method(Careless.class), Set.of(), Set.of("/x"))))
                .hasSize(3)
                .anyMatch(fault -> fault.contains("@Zones"))
                .anyMatch(fault -> fault.contains("answers all of them"))
                .anyMatch(fault -> fault.contains("...Pages"));
        Method careful = method(CarefulPages.class);
        assertThat(faults(new Handler(CarefulPages.class, careful, Set.of(RequestMethod.GET), Set.of("/desk/x"))))
                .isEmpty();
        assertThat(faults(new Handler(CarefulPages.class, careful, Set.of(RequestMethod.GET), Set.of("/desks"))))
                .singleElement()
                .asString()
                .contains("begins with /desk");
        assertThat(detours(House.classes(Careless.class)))
                .singleElement()
                .asString()
                .contains("RouterFunction");
    }

    private static Method method(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(each -> each.getName().equals("page"))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unused")
    private interface Careless {
        org.springframework.web.servlet.function.RouterFunction<?> page();
    }

    @SuppressWarnings("unused")
    @Zones(Zone.DESK)
    private interface CarefulPages {
        String page();
    }
}
