// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.RequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Maps a request to a handler only where the handler lists the request's zone: denied unless listed. */
final class ZoneMapping extends RequestMappingHandlerMapping {

    @Override
    protected @Nullable RequestCondition<?> getCustomTypeCondition(Class<?> handlerType) {
        return conditionOf(handlerType);
    }

    @Override
    protected @Nullable RequestCondition<?> getCustomMethodCondition(Method method) {
        // Spring keeps a type's condition only where the type has a mapping of its own: each method carries it itself.
        InZones ofMethod = conditionOf(method);
        InZones own = ofMethod != null ? ofMethod : conditionOf(method.getDeclaringClass());
        // Without any annotation on method or type the handler must match nowhere, not everywhere.
        return own != null ? own : new InZones(Set.of());
    }

    /** An address of another zone isn't here at all: not even its methods and types of content are told. */
    @Override
    protected @Nullable HandlerMethod handleNoMatch(
            Set<RequestMappingInfo> mappings, String path, HttpServletRequest request) throws ServletException {
        Set<RequestMappingInfo> here = mappings.stream()
                .filter(mapping -> !(mapping.getCustomCondition() instanceof InZones zones)
                        || zones.getMatchingCondition(request) != null)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return super.handleNoMatch(here, path, request);
    }

    private static @Nullable InZones conditionOf(AnnotatedElement element) {
        Zones zones = AnnotatedElementUtils.findMergedAnnotation(element, Zones.class);
        return zones == null ? null : new InZones(Set.of(zones.value()));
    }

    record InZones(Set<Zone> zones) implements RequestCondition<InZones> {
        @Override
        public InZones combine(InZones ofMethod) {
            return ofMethod;
        }

        @Override
        public @Nullable InZones getMatchingCondition(HttpServletRequest request) {
            return zones.contains(Zone.current()) ? this : null;
        }

        @Override
        public int compareTo(InZones other, HttpServletRequest request) {
            return Integer.compare(zones.size(), other.zones.size());
        }

        List<Zone> inOrder() {
            return zones.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(zones));
        }
    }
}
