package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Part;
import dev.vestibule.provisioning.ldap.DirectoryConfig;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code cn=config} of an OpenLDAP lacks, in the order in which the server takes it: modules
 * before what they bring, schema before the rules that name it. A record is taken whole or not at
 * all; one that was taken before is refused, and changes nothing.
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
        SlapdOverlays overlays = new SlapdOverlays(gateway, server);
        List<PreparedStep> steps = new ArrayList<>();
        steps.add(step("modules", modules()));
        steps.add(
                step(
                        "schema of dynamic groups",
                        schema != null && schema.getObjectClass("groupOfURLs") != null
                                ? ""
                                : DYNAMIC_GROUPS));
        steps.addAll(blueprint.ownSchema(schema));
        steps.add(step("indexes", indexes(blueprint.neededIndexes())));
        steps.add(step("limit of searches", limits()));
        steps.add(step("uniqueness of links", overlays.uniqueness(blueprint.link())));
        steps.add(step("password policy", overlays.policy()));
        steps.add(step("memberships of deleted accounts", overlays.departures()));
        steps.add(step("members of dynamic groups", overlays.dynamicGroups()));
        steps.add(step("rights of the gateway", rights()));
        return steps;
    }

    private static PreparedStep step(String title, String ldif) {
        return PreparedStep.planned(title, Part.CONFIG, ldif);
    }

    private String modules() {
        List<String> missing =
                MODULES.stream().filter(name -> !server.modules().contains(name)).toList();
        List<String> records = new ArrayList<>();
        for (String name : missing) {
            boolean first = records.isEmpty() && server.moduleList().isEmpty();
            records.add(first ? moduleList(name) : module(name));
        }
        return String.join("\n", records);
    }

    private static String moduleList(String module) {
        return Ldif.add(
                "cn=module,cn=config",
                List.of("objectClass: olcModuleList", "cn: module", "olcModuleLoad: " + module));
    }

    private String module(String name) {
        String list =
                server.moduleList().isEmpty() ? "cn=module{0},cn=config" : server.moduleList();
        return Ldif.modify(list, "add", "olcModuleLoad", List.of(name));
    }

    /** One record for each attribute; one that has another index keeps that. */
    String indexes(List<String> attributes) {
        List<String> records = new ArrayList<>();
        for (String attribute : attributes) {
            String line = line(attribute);
            if (line == null) {
                records.add(
                        Ldif.modify(
                                server.database(),
                                "add",
                                "olcDbIndex",
                                List.of(attribute + " eq")));
            } else if (!isForEquality(line)) {
                records.add(
                        Ldif.exchange(
                                server.database(),
                                "olcDbIndex",
                                List.of(line),
                                List.of(line + ",eq")));
            }
        }
        return records.stream().distinct().collect(Collectors.joining("\n"));
    }

    /** Those without an index for equality. */
    List<String> withoutIndex(List<String> attributes) {
        return attributes.stream()
                .filter(attribute -> {
                    String line = line(attribute);
                    return line == null || !isForEquality(line);
                })
                .toList();
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
    private static boolean isForEquality(String line) {
        String[] parts = line.split(" ", 2);
        return parts.length == 1 || List.of(parts[1].trim().split("[, ]+")).contains("eq");
    }

    /** A server gives other accounts 500 entries, as it comes. */
    private String limits() {
        String dn = gateway.login().dn();
        String limit = "dn.exact=\"%s\" size=unlimited".formatted(dn);
        boolean there =
                server.limits().stream()
                        .anyMatch(each ->
                                each.toLowerCase(Locale.ROOT)
                                        .contains(dn.toLowerCase(Locale.ROOT)));
        return there
                ? ""
                : Ldif.modify(server.database(), "add", "olcLimits", List.of("{0}" + limit));
    }

    String uniqueness(String link) {
        return new SlapdOverlays(gateway, server).uniqueness(link);
    }

    /** Before all other rules, since the first that fits is taken. */
    String rights() {
        List<String> ours = new SlapdRights(gateway).rules();
        List<String> standing = server.standing(ours);
        if (inOrder(standing, ours)) {
            return "";
        }
        List<String> numbered =
                IntStream.range(0, ours.size())
                        .mapToObj(index -> "{%d}%s".formatted(index, ours.get(index)))
                        .toList();
        return Ldif.exchange(server.database(), "olcAccess", standing, numbered);
    }

    private static boolean inOrder(List<String> standing, List<String> ours) {
        return standing.stream()
                .map(SlapdConfiguration::canonical)
                .toList()
                .equals(ours.stream().map(SlapdConfiguration::canonical).toList());
    }
}
