// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

import polity.kernel.node.Zone;
import polity.kernel.page.Site;
import polity.kernel.page.Templates;

/**
 * What every answer says to the browser, and what is refused before a handler sees it. Who somebody is and what he may
 * do is decided by our own modules.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@ConditionalOnWebApplication
class SecurityConfiguration {

    /** A handler whose form goes to another site, such as a payment provider, sets a policy of its own. */
    static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final String PERMISSIONS = "accelerometer=(), autoplay=(), camera=(), display-capture=(),"
            + " fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(),"
            + " publickey-credentials-get=(self), usb=(), browsing-topics=()";
    private static final long TWO_YEARS_SECONDS = 63_072_000;

    /** For programs of other authorities: no cookies, and nothing that a browser would keep. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain exchange(HttpSecurity http) {
        return bare(http)
                .securityMatcher(_ -> Zone.current() == Zone.EXCHANGE)
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        // Ports share what a browser is told here: the same host may serve the others unencrypted.
                        .httpStrictTransportSecurity(transport -> transport.disable())
                        .contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'none'")))
                .build();
    }

    @Bean
    SecurityFilterChain securityHeaders(HttpSecurity http, SessionCookie cookie, Rejections rejections) {
        return bare(http)
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        .addHeaderWriter((request, response) -> {
                            if (cookie.read(request).isPresent() && !response.containsHeader("Cache-Control")) {
                                response.setHeader("Cache-Control", "private, no-store");
                            }
                        })
                        .frameOptions(frames -> frames.deny())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS))
                        .httpStrictTransportSecurity(transport -> transport
                                .requestMatcher(cookie::secure)
                                .maxAgeInSeconds(TWO_YEARS_SECONDS)
                                .includeSubDomains(false)))
                .addFilterAfter(new CrossOriginFilter(cookie, rejections), SecurityContextHolderFilter.class)
                .build();
    }

    /** Without what the framework would bring of its own. */
    private static HttpSecurity bare(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()));
    }

    @Bean
    Rejections rejections(Site site, Templates templates) {
        return new Rejections(site, templates);
    }

    /** Odd addresses, methods and names get 400 from here; odd values are for the forms to explain. */
    @Bean
    StrictHttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterNames(SecurityConfiguration::isText);
        firewall.setAllowedParameterValues(_ -> true);
        return firewall;
    }

    /** Before everything that reads parameters, and that is before Spring Security. */
    @Bean
    FilterRegistrationBean<ReadableParameters> readableParameters() {
        var registration = new FilterRegistrationBean<>(new ReadableParameters());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return registration;
    }

    private static boolean isText(String text) {
        return text.indexOf('\0') < 0;
    }

    /** Spring's own sign-in is not used: this keeps it from inventing a user with a password in the log. */
    @Bean
    AuthenticationManager nobody() {
        return _ -> {
            throw new AuthenticationServiceException("Sign in at /sign-in");
        };
    }
}
