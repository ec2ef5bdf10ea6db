package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** The overlays that an OpenLDAP lacks. One that is there keeps its settings. */
record SlapdOverlays(DirectoryConfig gateway, SlapdConfiguration server) {

    String uniqueness(String link) {
        String people = DirectoryTree.of(gateway).people().toString();
        List<String> rules =
                List.of(
                        "serialize ldap:///?" + link + "?sub",
                        "serialize ldap:///" + escaped(people) + "?uid?sub");
        Entry overlay = server.overlays().get("unique");
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
    String policy() {
        return unlessThere(
                "ppolicy",
                List.of(
                        "objectClass: olcPPolicyConfig",
                        Ldif.line(
                                        "olcPPolicyDefault",
                                        "cn=default,ou=policies," + gateway.containers().base())
                                .strip()));
    }

    String departures() {
        return unlessThere(
                "refint",
                List.of(
                        "objectClass: olcRefintConfig",
                        "olcRefintAttribute: member",
                        Ldif.line("olcRefintNothing", gateway.login().dn()).strip()));
    }

    /** The overlay memberof would name the groups a second time. */
    String dynamicGroups() {
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
