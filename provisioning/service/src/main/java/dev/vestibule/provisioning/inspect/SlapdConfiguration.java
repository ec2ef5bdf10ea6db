package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.ldap.ResultCodes;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code cn=config} of an OpenLDAP says about the database of the base.
 *
 * @param seen false for what is only supposed
 * @param database DN of the database
 * @param moduleList DN of the entry that loads modules; empty where there is none
 * @param modules names without path and ending
 * @param indexes values of {@code olcDbIndex}
 * @param rules values of {@code olcAccess}, with their numbers
 * @param limits values of {@code olcLimits}
 * @param overlays entries by the name of the overlay
 * @param schema DN of Vestibule's own schema
 */
record SlapdConfiguration(
        boolean seen,
        String database,
        String moduleList,
        Set<String> modules,
        List<String> indexes,
        List<String> rules,
        List<String> limits,
        Map<String, Entry> overlays,
        String schema) {
    private static final String ROOT = "cn=config";
    private static final Pattern NUMBER = Pattern.compile("^\\{-?\\d+}");

    /** The Debian package as it is installed, with one database. */
    static SlapdConfiguration ofDebian() {
        return new SlapdConfiguration(
                false,
                ServerKind.OPENLDAP.usualDatabase(),
                "cn=module{0},cn=config",
                Set.of("back_mdb"),
                List.of("objectClass eq", "cn,uid eq", "member,memberUid eq"),
                List.of(),
                List.of(),
                Map.of(),
                "cn={4}vestibule,cn=schema,cn=config");
    }

    /** As it is where this account may see it; else what is usual. */
    static SlapdConfiguration of(FullLDAPInterface ldap, String base) throws LDAPException {
        Entry database = first(ldap, Filter.equals("olcSuffix", base));
        if (database == null) {
            return ofDebian();
        }
        var schema = first(ldap, Filter.create("(&(objectClass=olcSchemaConfig)(cn=*vestibule))"));
        Set<String> modules = new HashSet<>();
        String list = "";
        for (Entry entry : entries(ldap, ROOT, Filter.create("(objectClass=olcModuleList)"))) {
            list = list.isEmpty() ? entry.getDN() : list;
            values(entry, "olcModuleLoad").forEach(value -> modules.add(module(value)));
        }
        return new SlapdConfiguration(
                true,
                database.getDN(),
                list,
                modules,
                values(database, "olcDbIndex"),
                values(database, "olcAccess"),
                values(database, "olcLimits"),
                overlays(ldap, database),
                schema == null ? ofDebian().schema() : schema.getDN());
    }

    private static Map<String, Entry> overlays(FullLDAPInterface ldap, Entry database)
            throws LDAPException {
        Map<String, Entry> overlays = new LinkedHashMap<>();
        for (Entry entry : entries(ldap, ROOT, Filter.create("(objectClass=olcOverlayConfig)"))) {
            if (DN.isDescendantOf(entry.getDN(), database.getDN(), false)) {
                String name = String.valueOf(entry.getAttributeValue("olcOverlay"));
                overlays.put(bare(name).toLowerCase(Locale.ROOT), entry);
            }
        }
        return overlays;
    }

    private static @Nullable Entry first(FullLDAPInterface ldap, Filter filter)
            throws LDAPException {
        List<Entry> entries = entries(ldap, ROOT, filter);
        return entries.isEmpty() ? null : entries.getFirst();
    }

    /** Of the server's own configuration; none where this account may not see it. */
    static List<Entry> entries(
            FullLDAPInterface ldap, String base, Filter filter, String... attributes)
            throws LDAPException {
        try {
            return List.copyOf(
                    ldap.search(base, SearchScope.SUB, filter, attributes).getSearchEntries());
        } catch (LDAPSearchException e) {
            ResultCodes.permit(e, ResultCode.NO_SUCH_OBJECT, ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
            return List.of();
        }
    }

    static List<String> values(Entry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? List.of() : List.of(values);
    }

    private static String module(String value) {
        String path = bare(value).split(" ", 2)[0];
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.(la|so)$", "");
    }

    /** Without the number that keeps values in order. */
    static String bare(String value) {
        return NUMBER.matcher(value).replaceFirst("");
    }

    /** Of these rules, those that are in {@code olcAccess}, as written there. */
    List<String> standing(List<String> ours) {
        List<String> known = ours.stream().map(SlapdConfiguration::canonical).toList();
        return rules.stream().filter(rule -> known.contains(canonical(rule))).toList();
    }

    /** Spaces and quotes make no difference to the server. */
    static String canonical(String rule) {
        return bare(rule).replaceAll("[\\s\"]+", "").toLowerCase(Locale.ROOT);
    }
}
