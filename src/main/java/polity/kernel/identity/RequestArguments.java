// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import polity.kernel.page.Frame;

/** Lets a handler take its {@link Caller}, and the {@link Frame} of its page, as arguments. */
final class RequestArguments implements HandlerMethodArgumentResolver {

    private final Callers callers;
    private final Frames frames;

    RequestArguments(Callers callers, Frames frames) {
        this.callers = callers;
        this.frames = frames;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == Frame.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var servlet = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        return parameter.getParameterType() == Caller.class ? callers.of(servlet) : frames.of(servlet);
    }
}
