// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of the form in a page, with what they propose: of choices the one that is chosen, else the first. */
final class Fields {

    private static final Pattern FIELD = Pattern.compile("<(?:input|textarea)[^>]*>");

    private Fields() {}

    static Map<String, String> of(String page) {
        var fields = new LinkedHashMap<String, String>();
        Matcher matcher = FIELD.matcher(page.substring(page.indexOf("<main")));
        while (matcher.find()) {
            String tag = matcher.group();
            String name = attribute(tag, "name");
            String type = attribute(tag, "type");
            if (name.isEmpty() || type.equals("hidden")) {
                continue;
            }
            boolean choice = type.equals("radio") || type.equals("checkbox");
            if (!choice || !fields.containsKey(name) || tag.contains("checked")) {
                fields.put(name, attribute(tag, "value"));
            }
        }
        return fields;
    }

    private static String attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? matcher.group(1) : "";
    }
}
