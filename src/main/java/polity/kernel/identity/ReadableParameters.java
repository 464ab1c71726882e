// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.io.IOException;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * PostgreSQL can't hold a NUL. In what somebody answers it becomes U+FFFD, as which browsers send halves of
 * characters, so that the form can say what is wrong beside the question.
 */
final class ReadableParameters extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new ReadableRequest(request), response);
    }

    private static final class ReadableRequest extends HttpServletRequestWrapper {
        ReadableRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getParameter(String name) {
            String value = parsed(() -> super.getParameter(name));
            return value == null ? null : readable(value);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            String[] values = parsed(() -> super.getParameterValues(name));
            return values == null ? null : readable(values);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            var readable = new LinkedHashMap<String, String[]>();
            parsed(super::getParameterMap).forEach((name, values) -> readable.put(name, readable(values)));
            return readable;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return parsed(super::getParameterNames);
        }

        /** What the container can't parse, such as bytes that are no UTF-8, is refused like any other odd request. */
        private static <T extends @Nullable Object> T parsed(Supplier<T> work) {
            try {
                return work.get();
            } catch (IllegalStateException _) {
                throw new RequestRejectedException("the parameters can't be read");
            }
        }

        private static String[] readable(String[] values) {
            var readable = new String[values.length];
            for (int i = 0; i < values.length; i++) {
                readable[i] = readable(values[i]);
            }
            return readable;
        }

        private static String readable(String value) {
            return value.replace('\0', '\ufffd');
        }
    }
}
