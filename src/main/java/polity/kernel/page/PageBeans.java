// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Settings: {@code polity.authority.en}, {@code polity.authority.zh-Hans} name the authority, {@code polity.time-zone} is
 * its time zone (the machine's otherwise), {@code polity.demonstration} puts a banner on every page.
 */
@Configuration(proxyBeanMethods = false)
class PageBeans {

    @Bean
    Vocabulary vocabulary(Environment environment) {
        var zone = environment.getProperty("polity.time-zone");
        return Vocabulary.load(zone == null ? ZoneId.systemDefault() : ZoneId.of(zone));
    }

    @Bean
    Assets assets() {
        return Assets.load();
    }

    @Bean
    Site site(Environment environment, Vocabulary vocabulary, Assets assets) {
        var names = new EnumMap<Language, String>(Language.class);
        for (var language : Language.values()) {
            var name = environment.getProperty("polity.authority." + language.tag());
            if (name != null) {
                names.put(language, name);
            }
        }
        var demonstration = environment.getProperty("polity.demonstration", Boolean.class, false);
        return new Site(names, demonstration, vocabulary, assets);
    }

    @Bean
    LanguageChoice languageChoice() {
        return new LanguageChoice();
    }

    @Bean
    Templates templates() {
        return new Templates();
    }

    @Bean
    WebMvcConfigurer pagesAsReturnValues() {
        return new WebMvcConfigurer() {
            @Override
            public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
                handlers.add(new PageReturn());
            }
        };
    }
}
