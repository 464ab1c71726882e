// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The words of all modules in every language, read once from {@code text/<module>.<language>.yaml}. */
public final class Vocabulary {
    private static final Pattern FILE = Pattern.compile("([a-z0-9-]+)\\.([A-Za-z-]+)\\.yaml");

    private final ZoneId zone;
    private final Map<String, Map<Language, Words>> modules;

    private Vocabulary(ZoneId zone, Map<String, Map<Language, Words>> modules) {
        this.zone = zone;
        this.modules = modules;
    }

    /** All texts on the class path; dates are told in this time zone. */
    public static Vocabulary load(ZoneId zone) {
        var modules = new HashMap<String, Map<Language, Words>>();
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:text/*.yaml")) {
                add(modules, zone, file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Vocabulary(zone, Map.copyOf(modules));
    }

    /** Texts by dotted key from YAML, nested or flat. */
    public static Map<String, String> read(InputStream yaml) {
        var texts = new LinkedHashMap<String, String>();
        flatten("", YAMLMapper.shared().readTree(yaml), texts);
        return texts;
    }

    /** The words of a module: {@code words("cases", language)} are those of {@code text/cases.<language>.yaml}. */
    public Words words(String module, Language language) {
        var languages = modules.getOrDefault(module, Map.of());
        var words = languages.get(language);
        if (words == null) {
            throw new BrokenText("There is no text/%s.%s.yaml".formatted(module, language.tag()));
        }
        return words;
    }

    /** Words that come from elsewhere than the class path, like those of a service package. */
    public Words words(String name, Language language, Map<String, String> texts) {
        return new Words(name, language, zone, Map.copyOf(texts));
    }

    /** The modules that have words. */
    Set<String> modules() {
        return new TreeSet<>(modules.keySet());
    }

    private static void add(Map<String, Map<Language, Words>> modules, ZoneId zone, Resource file) throws IOException {
        var name = FILE.matcher(String.valueOf(file.getFilename()));
        if (!name.matches()) {
            throw new BrokenText("A file of texts is named <module>.<language>.yaml, not " + file.getFilename());
        }
        var module = name.group(1);
        var language = Language.ofTag(name.group(2))
                .orElseThrow(() -> new BrokenText("No such language: " + file.getFilename()));
        try (var stream = file.getInputStream()) {
            var words = new Words(module, language, zone, Map.copyOf(read(stream)));
            modules.computeIfAbsent(module, _ -> new EnumMap<>(Language.class)).put(language, words);
        }
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> texts) {
        node.properties().forEach(entry -> {
            var key = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                flatten(key + ".", entry.getValue(), texts);
            } else if (!entry.getValue().isString()) {
                throw new BrokenText("Text \"%s\" is not a string: quote it".formatted(key));
            } else if (texts.put(key, entry.getValue().asString()) != null) {
                throw new BrokenText("Text \"%s\" stands twice".formatted(key));
            }
        });
    }
}
