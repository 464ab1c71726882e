// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.page.Frame;
import polity.kernel.page.Navigation;
import polity.kernel.page.Site;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    SessionCookie sessionCookie(NodeSettings settings) {
        return new SessionCookie(settings);
    }

    @Bean
    Sessions sessions(JdbcClient jdbc) {
        return new Sessions(jdbc);
    }

    @Bean
    AccessTokens accessTokens(JdbcClient jdbc) {
        return new AccessTokens(jdbc);
    }

    @Bean
    Callers callers(Sessions sessions, SessionCookie cookie, InstantSource clock) {
        return new Callers(sessions, cookie, clock);
    }

    @Bean
    Bursts bursts(InstantSource clock) {
        return new Bursts(
                clock,
                CompletableFuture.delayedExecutor(Bursts.QUIET.toSeconds(), TimeUnit.SECONDS)::execute,
                LoggerFactory.getLogger(Bursts.class)::warn);
    }

    @Bean
    Frames frames(Site site, Callers callers, ObjectProvider<Navigation> faces) {
        return new Frames(site, callers, faces);
    }

    @Bean
    Identity identity(
            JdbcClient jdbc,
            Callers callers,
            Frames frames,
            Sessions sessions,
            SessionCookie cookie,
            ObjectProvider<DraftAdoption> drafts) {
        return new Identity(jdbc, callers, frames, sessions, cookie, drafts);
    }

    /** Right after the zone is known: a page that is there needs nothing of what comes behind. */
    @Bean
    FilterRegistrationBean<SharedPages> sharedPages(SessionCookie cookie, InstantSource clock) {
        var registration = new FilterRegistrationBean<>(new SharedPages(cookie, clock));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Bean
    Cleaning identityCleaning(JdbcClient jdbc, Transactions transactions, InstantSource clock) {
        return new Cleaning(jdbc, transactions, clock);
    }

    @Bean
    WebMvcConfigurer callersAsArguments(Callers callers, Frames frames) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequestArguments(callers, frames));
            }
        };
    }

    /** Lets a handler take its {@link Caller}, and the {@link Frame} of its page, as arguments. */
    private static final class RequestArguments implements HandlerMethodArgumentResolver {

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
}
