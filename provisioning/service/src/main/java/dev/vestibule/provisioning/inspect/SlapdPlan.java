package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Part;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code cn=config} of an OpenLDAP lacks, in the order in which the server takes it: modules
 * before what they bring, schema before the rules that name it. A record is taken whole or not at
 * all; one that was taken before is refused, and changes nothing. An overlay that is there keeps
 * its settings.
 */
record SlapdPlan(DirectoryConfig gateway, SlapdConfiguration server) {
    private static final List<String> MODULES = List.of("ppolicy", "dynlist", "unique", "refint");

    /** As {@code dyngroup.ldif}, which comes with the server, has them. */
    private static final String DYNAMIC_GROUPS =
            Ldif.add(
                    "cn=dyngroup,cn=schema,cn=config",
                    List.of(
                            "objectClass: olcSchemaConfig",
                            "cn: dyngroup",
                            "olcAttributeTypes: ( 2.16.840.1.113730.3.1.198 NAME 'memberURL'",
                            "  SUP labeledURI )",
                            "olcObjectClasses: ( 2.16.840.1.113730.3.2.33 NAME 'groupOfURLs'",
                            "  SUP top STRUCTURAL MUST cn MAY ( memberURL $ businessCategory",
                            "  $ description $ o $ ou $ owner $ seeAlso ) )"));

    /** Every step; one whose LDIF is empty is there already. */
    List<PreparedStep> steps(@Nullable Schema schema, LdifTemplates blueprint) {
        List<PreparedStep> steps = new ArrayList<>();
        steps.add(step("modules", modules()));
        boolean known = schema != null && schema.getObjectClass("groupOfURLs") != null;
        steps.add(step("schema of dynamic groups", known ? "" : DYNAMIC_GROUPS));
        steps.addAll(blueprint.ownSchema(schema));
        steps.add(step("indexes", indexes(blueprint.neededIndexes())));
        steps.add(step("limit of searches", limits()));
        steps.add(step("uniqueness of links", uniqueness(blueprint.link())));
        steps.add(step("password policy", policy()));
        steps.add(step("memberships of deleted accounts", departures()));
        steps.add(step("members of dynamic groups", dynamicGroups()));
        steps.add(step("rights of the gateway", rights()));
        return steps;
    }

    private static PreparedStep step(String title, String ldif) {
        return PreparedStep.planned(title, Part.CONFIG, ldif);
    }

    private String modules() {
        List<String> records = new ArrayList<>();
        var list = server.moduleList().isEmpty() ? "cn=module{0},cn=config" : server.moduleList();
        for (String name : MODULES) {
            if (server.modules().contains(name)) {
                continue;
            }
            records.add(
                    records.isEmpty() && server.moduleList().isEmpty()
                            ? Ldif.add(
                                    "cn=module,cn=config",
                                    List.of(
                                            "objectClass: olcModuleList",
                                            "cn: module",
                                            "olcModuleLoad: " + name))
                            : Ldif.modify(list, "add", "olcModuleLoad", List.of(name)));
        }
        return String.join("\n", records);
    }

    /** One record for each attribute; one that has another index keeps that. */
    String indexes(List<String> attributes) {
        return withoutIndex(attributes).stream()
                .map(this::index)
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private String index(String attribute) {
        String line = line(attribute);
        List<String> old = line == null ? List.of() : List.of(line);
        String wanted = line == null ? attribute + " eq" : line + ",eq";
        return Ldif.exchange(server.database(), "olcDbIndex", old, List.of(wanted));
    }

    /** Those without an index for equality. */
    List<String> withoutIndex(List<String> attributes) {
        return attributes.stream().filter(each -> !isForEquality(line(each))).toList();
    }

    private @Nullable String line(String attribute) {
        for (String line : server.indexes()) {
            String names = line.split(" ", 2)[0].toLowerCase(Locale.ROOT);
            if (List.of(names.split(",")).contains(attribute.toLowerCase(Locale.ROOT))) {
                return line;
            }
        }
        return null;
    }

    /** A line without kinds has those of the line {@code default}. */
    private static boolean isForEquality(@Nullable String line) {
        if (line == null) {
            return false;
        }
        String[] parts = line.split(" ", 2);
        return parts.length == 1 || List.of(parts[1].trim().split("[, ]+")).contains("eq");
    }

    /** A server gives other accounts 500 entries, as it comes. */
    private String limits() {
        String dn = gateway.login().dn();
        String limit = "dn.exact=\"%s\" size=unlimited".formatted(dn);
        String lower = dn.toLowerCase(Locale.ROOT);
        return server.limits().stream()
                        .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(lower))
                ? ""
                : Ldif.modify(server.database(), "add", "olcLimits", List.of("{0}" + limit));
    }

    /** Before all other rules, since the first that fits is taken. */
    String rights() {
        List<String> ours = new SlapdRights(gateway).rules();
        List<String> standing = server.standing(ours);
        if (canonical(standing).equals(canonical(ours))) {
            return "";
        }
        List<String> numbered =
                IntStream.range(0, ours.size())
                        .mapToObj(index -> "{%d}%s".formatted(index, ours.get(index)))
                        .toList();
        return Ldif.exchange(server.database(), "olcAccess", standing, numbered);
    }

    private static List<String> canonical(List<String> rules) {
        return rules.stream().map(SlapdConfiguration::canonical).toList();
    }

    String uniqueness(String link) {
        String people = DirectoryTree.of(gateway).people().toString();
        List<String> rules =
                List.of(
                        "serialize ldap:///?" + link + "?sub",
                        "serialize ldap:///" + escaped(people) + "?uid?sub");
        var overlay = server.overlays().get("unique");
        if (overlay == null) {
            List<String> lines = new ArrayList<>(List.of("objectClass: olcUniqueConfig"));
            rules.forEach(rule -> lines.add("olcUniqueURI: " + rule));
            return overlay("unique", lines);
        }
        List<String> values = SlapdConfiguration.values(overlay, "olcUniqueURI");
        List<String> missing = rules.stream().filter(rule -> !isIn(values, rule)).toList();
        return missing.isEmpty()
                ? ""
                : Ldif.modify(overlay.getDN(), "add", "olcUniqueURI", missing);
    }

    private static boolean isIn(List<String> values, String rule) {
        return values.stream()
                .anyMatch(value -> SlapdConfiguration.bare(value).equalsIgnoreCase(rule));
    }

    private static String escaped(String dn) {
        try {
            return new URI(null, null, "/" + dn, null)
                    .getRawPath()
                    .substring(1)
                    .replace("?", "%3F");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A DN fits into a URL: " + dn, e);
        }
    }

    /** Without an entry of the default's name there is no policy. */
    private String policy() {
        return unlessThere(
                "ppolicy",
                List.of(
                        "objectClass: olcPPolicyConfig",
                        Ldif.line(
                                "olcPPolicyDefault",
                                "cn=default,ou=policies," + gateway.containers().base())));
    }

    private String departures() {
        return unlessThere(
                "refint",
                List.of(
                        "objectClass: olcRefintConfig",
                        "olcRefintAttribute: member",
                        Ldif.line("olcRefintNothing", gateway.login().dn())));
    }

    /** The overlay memberof would name the groups a second time. */
    private String dynamicGroups() {
        return server.overlays().containsKey("memberof")
                ? ""
                : unlessThere(
                        "dynlist",
                        List.of(
                                "objectClass: olcDynListConfig",
                                "olcDynListAttrSet: groupOfURLs memberURL"
                                        + " member+memberOf@groupOfNames"));
    }

    private String unlessThere(String name, List<String> lines) {
        return server.overlays().containsKey(name) ? "" : overlay(name, lines);
    }

    private String overlay(String name, List<String> lines) {
        List<String> all = new ArrayList<>(List.of("objectClass: olcOverlayConfig"));
        all.addAll(lines);
        all.add("olcOverlay: " + name);
        return Ldif.add("olcOverlay=" + name + "," + server.database(), all);
    }
}
