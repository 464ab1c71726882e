// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Zone;

/** What the data base says of itself, asked as its administrator. "Of the house" is what polity_owner's schemas hold. */
record Catalog(JdbcClient jdbc) {

    static final List<String> ROLES =
            Stream.of(Zone.values()).map(Zone::role).sorted().toList();

    private static final RowMapper<String> FIRST = (row, _) -> row.getString(1);

    /** A table or view with rows that somebody may or may not see. */
    record Table(String name, boolean forced, boolean rowSecurity, List<String> columns) {}

    /** Every grant to anybody but the owner, as {@link Grants} writes it; "public" stands for everybody. */
    TreeSet<String> grants() {
        return new TreeSet<>(jdbc.sql("""
                with house as (select oid, nspname, nspacl, nspowner from pg_namespace where nspowner = 'polity_owner'::regrole),
                given as (
                  select a.*, 'schema' kind, nspname::text object, null col, nspowner owner
                  from house, aclexplode(nspacl) a
                  union all
                  select a.*, case relkind when 'S' then 'sequence' else 'table' end, nspname || '.' || relname, null, relowner
                  from pg_class join house on house.oid = relnamespace, aclexplode(relacl) a
                  union all
                  select a.*, 'table', nspname || '.' || relname, attname, relowner
                  from pg_attribute join pg_class on pg_class.oid = attrelid join house on house.oid = relnamespace,
                       aclexplode(attacl) a
                  union all
                  select a.*, 'function', pg_proc.oid::regprocedure::text, null, proowner
                  from pg_proc join house on house.oid = pronamespace,
                       aclexplode(coalesce(proacl, acldefault('f', proowner))) a
                  union all
                  select a.*, 'type', nspname || '.' || typname, null, typowner
                  from pg_type join house on house.oid = typnamespace, aclexplode(typacl) a
                  where typelem = 0 and typrelid = 0
                  union all
                  select a.*, 'whatever comes', coalesce(nspname, 'any schema'), null, defaclrole
                  from pg_default_acl left join pg_namespace on pg_namespace.oid = defaclnamespace, aclexplode(defaclacl) a
                )
                select lower(privilege_type) || coalesce(' (' || col || ')', '') || ' on ' || kind || ' ' || object || ' to '
                  || case grantee when 0 then 'public' else pg_get_userbyid(grantee) end
                  || case when is_grantable then ' with grant option' else '' end
                from given where grantee <> owner
                """).query(FIRST).list());
    }

    /** How the data base writes this function, or the given words when there is none. */
    UnaryOperator<String> signatures() {
        return written -> {
            Optional<String> known = jdbc.sql(
                            "select coalesce(to_regprocedure(?)::text, to_regproc(?)::oid::regprocedure::text, ?)")
                    .params(written, written, written)
                    .query(String.class)
                    .optional();
            return known.orElse(written);
        };
    }

    /** What the zones' roles and the owner may do beyond grants and mustn't. */
    List<String> overmighty() {
        return jdbc.sql("""
                with zones as (select * from pg_roles where rolname = any(?))
                select rolname || ': ' || fault from (
                  select rolname, case when rolsuper then 'is a superuser' when rolbypassrls then 'bypasses row-level security'
                    when rolcreaterole then 'may create roles' when rolcreatedb then 'may create data bases'
                    when rolreplication then 'may replicate' when not rolcanlogin then 'can not log in'
                    when rolinherit then 'inherits from other roles' end fault
                  from zones
                  union all
                  select rolname, 'is a member of ' || roleid::regrole from zones join pg_auth_members on member = zones.oid
                  union all
                  select rolname, 'owns ' || objid::text || ' of ' || classid::regclass
                  from zones join pg_shdepend on refobjid = zones.oid and deptype = 'o'
                  union all
                  select rolname, 'may create in the schema ' || nspname from zones, pg_namespace
                  where has_schema_privilege(zones.oid, pg_namespace.oid, 'create')
                  union all
                  select rolname, 'may create schemas' from zones
                  where has_database_privilege(zones.oid, current_database(), 'create')
                  union all
                  select rolname, 'can log in, and is above row-level security' from pg_roles
                  where rolname = 'polity_owner' and rolcanlogin
                  union all
                  select rolname, 'is a superuser' from pg_roles where rolname = 'polity_owner' and rolsuper
                  union all
                  select r, 'is missing' from unnest(?) r where not exists (select from pg_roles where rolname = r)
                ) faults where fault is not null
                """)
                .params(ROLES.toArray(String[]::new), ROLES.toArray(String[]::new))
                .query(FIRST)
                .list();
    }

    /** Tables of the house, partitions among them. */
    List<Table> tables() {
        return jdbc.sql("""
                select nspname || '.' || relname, relforcerowsecurity, relrowsecurity,
                       array(select attname::text from pg_attribute where attrelid = pg_class.oid and attnum > 0
                             and not attisdropped)
                from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                where nspowner = 'polity_owner'::regrole and relkind in ('r', 'p') order by 1
                """)
                .query((row, _) -> new Table(row.getString(1), row.getBoolean(2), row.getBoolean(3), List.of((String[])
                        row.getArray(4).getArray())))
                .list();
    }

    /** Policies that let rows be seen or written without asking who acts or why. */
    List<String> policiesWithoutContext(Collection<String> contextual) {
        return jdbc.sql("""
                select schemaname || '.' || tablename || ': the policy ' || policyname || ' for ' || lower(cmd) || ' to '
                  || array_to_string(roles, ', ') || ' says only: ' || coalesce(qual, 'with check ' || with_check)
                from pg_policies
                where permissive = 'PERMISSIVE' and schemaname::regnamespace in
                    (select oid from pg_namespace where nspowner = 'polity_owner'::regrole)
                  and (qual is not null and not qual ~ ? or qual is null and not with_check ~ ?)
                order by 1
                """)
                .params(pattern(contextual), pattern(contextual))
                .query(FIRST)
                .list();
    }

    /** Policies that ask whether a row of another table exists. */
    List<String> policiesThatList() {
        return jdbc.sql("""
                select schemaname || '.' || tablename || ': the policy ' || policyname || ' says: '
                  || concat_ws(' with check ', qual, with_check)
                from pg_policies
                where schemaname::regnamespace in (select oid from pg_namespace where nspowner = 'polity_owner'::regrole)
                  and concat_ws(' ', qual, with_check) ~* '\\m(exists|in) *\\( *select'
                order by 1
                """).query(FIRST).list();
    }

    private static String pattern(Collection<String> contextual) {
        return String.join("|", contextual).replace(".", "\\.");
    }

    /**
     * What a policy may rest on, as patterns: functions of the house that ask for the context or hand it on, and rows of
     * other tables that are themselves under forced row-level security.
     */
    List<String> contextual() {
        return jdbc.sql("""
                with recursive asks as (
                  select p.oid, n.nspname || '.' || p.proname || '(' call,
                         pg_get_functiondef(p.oid) body
                  from pg_proc p join pg_namespace n on n.oid = pronamespace
                  where n.nspowner = 'polity_owner'::regrole and p.prokind in ('f', 'p')
                ), found as (
                  select call from asks where body ~ 'current_setting\\(''polity[.]'
                  union
                  select asks.call from asks join found on position(found.call in asks.body) > 0
                )
                select call from found
                union all
                select 'FROM ' || n.nspname || '.' || relname || ' '
                from pg_class join pg_namespace n on n.oid = relnamespace
                where nspowner = 'polity_owner'::regrole and relforcerowsecurity
                """).query(FIRST).list().stream()
                .map(call -> call.replace("(", "\\("))
                .toList();
    }

    /** Rows that this role sees in a table without a context: "1", "0", or why it can't look. */
    String seen(String role, String table) {
        jdbc.sql("select set_config('role', ?, true)")
                .param(role)
                .query(String.class)
                .single();
        try {
            // The table's name comes from the catalogue
            return jdbc.sql("select count(*) from (select from " + table + " limit 1) seen")
                    .query(String.class)
                    .single();
        } finally {
            jdbc.sql("select set_config('role', 'none', true)")
                    .query(String.class)
                    .single();
        }
    }

    /** Roles that may read a table or a column of it. */
    List<String> readers(String table) {
        return jdbc.sql("select r from unnest(?) r where has_any_column_privilege(r, ?, 'select')")
                .params(ROLES.toArray(String[]::new), table)
                .query(FIRST)
                .list();
    }

    /** Views that show rows with their owner's eyes, and functions that run as their owner on names from outside. */
    List<String> backDoors() {
        return jdbc.sql("""
                select c.oid::regclass || ': a view needs "with (security_invoker = true)"'
                from pg_class c join pg_namespace n on n.oid = relnamespace
                where nspowner = 'polity_owner'::regrole and relkind = 'v'
                  and not coalesce(reloptions @> '{security_invoker=true}', false)
                union all
                select c.oid::regclass || ': a materialized view has no row-level security'
                from pg_class c join pg_namespace n on n.oid = relnamespace
                where nspowner = 'polity_owner'::regrole and relkind = 'm'
                union all
                select p.oid::regprocedure || ': "security definer" needs "set search_path = pg_catalog, pg_temp"'
                from pg_proc p join pg_namespace n on n.oid = pronamespace
                where nspowner = 'polity_owner'::regrole and prosecdef
                  and not exists (select from unnest(proconfig) setting where setting ~ '^search_path=.*pg_temp$'
                    or setting = 'search_path=""' and prosqlbody is not null) -- names of an atomic body are bound already
                union all
                select c.oid::regclass || ': is owned by ' || relowner::regrole || ', not by polity_owner'
                from pg_class c join pg_namespace n on n.oid = relnamespace
                where nspowner = 'polity_owner'::regrole and relkind in ('r', 'p', 'v', 'm', 'S') and relowner <> nspowner
                  and relname <> 'migration'
                """).query(FIRST).list();
    }

    /** Foreign keys from a schema to another: "law node". */
    List<String> keysAcross() {
        return jdbc.sql("""
                select distinct a.nspname || ' ' || b.nspname || ' ' || conrelid::regclass || ' -> ' || confrelid::regclass
                from pg_constraint
                join pg_class r on r.oid = confrelid join pg_namespace b on b.oid = r.relnamespace
                join pg_namespace a on a.oid = connamespace
                where contype = 'f' and a.oid <> b.oid
                """).query(FIRST).list();
    }
}
