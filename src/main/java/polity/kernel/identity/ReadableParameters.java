// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * PostgreSQL can't hold a NUL. In what somebody answers it becomes U+FFFD, as bytes that are no UTF-8 have become already,
 * so that the form can say what is wrong beside the question.
 */
final class ReadableParameters extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Readable(request), response);
    }

    private static final class Readable extends HttpServletRequestWrapper {
        Readable(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getParameter(String name) {
            String value = super.getParameter(name);
            return value == null ? null : readable(value);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            String[] values = super.getParameterValues(name);
            return values == null ? null : readable(values);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            var readable = new LinkedHashMap<String, String[]>();
            super.getParameterMap().forEach((name, values) -> readable.put(name, readable(values)));
            return readable;
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
