// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import polity.kernel.node.CannotStart;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;

/** Units, roles and posts as a YAML file gives them. */
record StructureFile(List<UnitData> units, List<RoleData> roles, List<PostData> posts) {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern PERMISSION = Pattern.compile("([a-z][a-z-]*|\\*):([a-z][a-z0-9-]*|\\*)");

    record UnitData(String code, Optional<String> parent, Map<String, String> names) {}

    record RoleData(String code, Map<String, String> names, boolean everywhere, Set<String> permissions) {}

    record PostData(String code, String unit, Map<String, String> names, Set<String> roles) {}

    /**
     * Reads the file.
     *
     * @throws CannotStart with the first thing that is wrong with it
     */
    static StructureFile read(String text, String file) {
        var problems = new ArrayList<Problem>();
        Declaration root = Declaration.read(text, file, problems);
        root.allow("units", "roles", "posts");
        var units = new LinkedHashMap<String, UnitData>();
        for (Declaration each : root.list("units")) {
            each.allow("code", "parent", "name");
            Optional<String> parent = each.optionalText("parent");
            if (parent.isPresent() && !units.containsKey(parent.get())) {
                each.refuse("the parent \"" + parent.get() + "\" must stand above");
            }
            String code = code(each);
            units.put(code, new UnitData(code, parent, names(each)));
        }
        var roles = new LinkedHashMap<String, RoleData>();
        for (Declaration each : root.list("roles")) {
            each.allow("code", "name", "everywhere", "permissions");
            var permissions = new LinkedHashSet<>(each.texts("permissions"));
            permissions.stream()
                    .filter(permission -> !PERMISSION.matcher(permission).matches())
                    .forEach(permission -> each.refuse("\"" + permission + "\" is no permission; write verb:kind"));
            String code = code(each);
            roles.put(code, new RoleData(code, names(each), each.flag("everywhere"), permissions));
        }
        var posts = new ArrayList<PostData>();
        for (Declaration each : root.list("posts")) {
            each.allow("code", "unit", "name", "roles");
            var post = new PostData(code(each), each.text("unit"), names(each), Set.copyOf(each.texts("roles")));
            if (!units.containsKey(post.unit())) {
                each.refuse("there is no unit \"" + post.unit() + "\"");
            }
            post.roles().stream()
                    .filter(role -> !roles.containsKey(role))
                    .forEach(role -> each.refuse("there is no role \"" + role + "\""));
            posts.add(post);
        }
        if (!problems.isEmpty()) {
            throw new CannotStart(problems.getFirst().toString());
        }
        return new StructureFile(List.copyOf(units.values()), List.copyOf(roles.values()), posts);
    }

    private static String code(Declaration part) {
        String code = part.text("code");
        if (!CODE.matcher(code).matches()) {
            part.refuse("\"" + code + "\" is no code; use small letters, digits and hyphens");
        }
        return code;
    }

    private static Map<String, String> names(Declaration part) {
        var names = new LinkedHashMap<String, String>();
        part.map("name").forEach((language, name) -> names.put(language, name.asText()));
        if (!names.containsKey("en")) {
            part.refuse("a name in English is needed: name: {en: ...}");
        }
        return names;
    }
}
