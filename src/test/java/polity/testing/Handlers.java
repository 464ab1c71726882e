// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import polity.kernel.node.Zone;
import polity.kernel.node.Zones;

/** The handlers of the running program. */
public final class Handlers {

    private final RequestMappingHandlerMapping mapping;

    private Handlers(RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    /** One method that answers requests. */
    public record Handler(Class<?> type, Method method, Set<RequestMethod> methods, Set<String> addresses) {

        public static Handler of(Class<?> type, Method method, RequestMappingInfo info) {
            return new Handler(type, method, info.getMethodsCondition().getMethods(), info.getPatternValues());
        }

        public String name() {
            return type.getSimpleName() + "." + method.getName();
        }

        /** Where it exists; nowhere, when nothing is listed. */
        public Set<Zone> zones() {
            @Nullable Zones ofMethod = AnnotatedElementUtils.findMergedAnnotation(method, Zones.class);
            @Nullable
            Zones listed = ofMethod != null ? ofMethod : AnnotatedElementUtils.findMergedAnnotation(type, Zones.class);
            return listed == null ? Set.of() : Set.of(listed.value());
        }
    }

    /** Those of this house: libraries bring handlers too, which list no zone and thus exist nowhere. */
    public List<Handler> all() {
        return mapping.getHandlerMethods().entrySet().stream()
                .map(entry -> Handler.of(
                        entry.getValue().getBeanType(), entry.getValue().getMethod(), entry.getKey()))
                .filter(handler -> handler.type().getName().startsWith("polity."))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class HandlersConfiguration {
        @Bean
        Handlers handlers(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
            return new Handlers(mapping);
        }
    }
}
