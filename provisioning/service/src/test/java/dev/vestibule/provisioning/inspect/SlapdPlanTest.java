package dev.vestibule.provisioning.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;

import dev.vestibule.ldap.NeededIndexes;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

class SlapdPlanTest {
    private static final String BASE = "dc=example,dc=org";
    private static final String DATABASE = "olcDatabase={2}mdb,cn=config";

    /** The image closes what is left below the base, where a server in use keeps its own rules. */
    @Test
    void theRightsAreThoseOfTheImage() throws IOException {
        List<String> image = new ArrayList<>(imageRules());
        String rest = image.removeLast();

        List<String> rules = rules("ou=people", List.of());

        assertThat(rules.subList(1, image.size() + 1)).isEqualTo(image);
        assertThat(rules.subList(image.size() + 1, rules.size()))
                .filteredOn(rule -> rule.contains("dn.subtree"))
                .extracting(rule -> rule.replaceFirst("ou=\\w+," + BASE, BASE))
                .containsOnly(rest);
    }

    @Test
    void otherContainersHaveTheSameRights() {
        List<String> rules = rules("ou=staff", List.of("ou=a.b,o=partners"));

        assertThat(rules)
                .noneMatch(rule -> rule.contains("ou=people"))
                .anyMatch(rule ->
                        rule.startsWith("to dn.children=\"ou=a.b,o=partners," + BASE + "\" by"))
                .anyMatch(rule ->
                        rule.contains(
                                "^((ou=[^,]+,)?ou=staff|(ou=[^,]+,)?ou=a\\\\.b,o=partners|ou=groups),"));
    }

    @Test
    void whatIsThereIsKeptAndCompleted() {
        SlapdPlan plan =
                plan(
                        List.of("default sub", "mail sub,pres", "uid,cn eq", "sn"),
                        Map.of(
                                "unique",
                                new Entry("olcOverlay={3}unique," + DATABASE, List.of()),
                                "memberof",
                                new Entry("olcOverlay={4}memberof," + DATABASE, List.of())),
                        List.of());

        assertThat(plan.withoutIndex(NeededIndexes.STANDARD))
                .containsExactly("objectClass", "mail", "member", "entryUUID");
        assertThat(plan.indexes(List.of("uid", "mail")))
                .isEqualTo(
                        """
                        dn: olcDatabase={2}mdb,cn=config
                        changetype: modify
                        delete: olcDbIndex
                        olcDbIndex: mail sub,pres
                        -
                        add: olcDbIndex
                        olcDbIndex: mail sub,pres,eq
                        """);
        assertThat(plan.uniqueness("vestibuleFederatedIdentity"))
                .startsWith("dn: olcOverlay={3}unique," + DATABASE + "\nchangetype: modify\n");
        assertThat(
                        plan.steps(
                                null,
                                LdifTemplates.unseen(
                                        ServerKind.OPENLDAP, gateway("ou=people", List.of()))))
                .filteredOn(step -> step.title().equals("members of dynamic groups"))
                .singleElement()
                .satisfies(step -> assertThat(step.ldif()).isEmpty());
    }

    @Test
    void rulesThatStandSomewhereElseAreMovedAndThoseOfOthersStay() {
        List<String> ours = rules("ou=people", List.of());
        List<String> whole = new ArrayList<>();
        whole.add("{0}to attrs=jpegPhoto by * read");
        ours.forEach(rule -> whole.add("{%d}%s".formatted(whole.size(), rule)));
        List<String> half = List.of("{0}to attrs=jpegPhoto by * read", "{1}" + ours.get(3));

        assertThat(plan(List.of(), Map.of(), whole).rights()).isEmpty();
        assertThat(plan(List.of(), Map.of(), half).rights())
                .startsWith(
                        "dn: "
                                + DATABASE
                                + "\nchangetype: modify\ndelete: olcAccess\nolcAccess: {1}to")
                .contains("\n-\nadd: olcAccess\nolcAccess: {0}to dn.subtree=")
                .doesNotContain("jpegPhoto");
    }

    private static SlapdPlan plan(
            List<String> indexes, Map<String, Entry> overlays, List<String> rules) {
        return new SlapdPlan(
                gateway("ou=people", List.of()),
                new SlapdConfiguration(
                        true,
                        DATABASE,
                        "cn=module{0},cn=config",
                        Set.of(),
                        indexes,
                        rules,
                        List.of(),
                        overlays,
                        "cn={4}vestibule,cn=schema,cn=config"));
    }

    private static List<String> rules(String people, List<String> others) {
        return new SlapdRights(gateway(people, others)).rules();
    }

    private static DirectoryConfig gateway(String people, List<String> others) {
        return new DirectoryConfig(
                List.of(URI.create("ldap://127.0.0.1")),
                new DirectoryConfig.Login(
                        "cn=vestibule,ou=services," + BASE, new DirectoryPassword("secret")),
                new DirectoryConfig.Containers(BASE, people, "ou=groups", others),
                DirectoryLimits.defaults(),
                null,
                DirectoryConfig.Kind.STANDARD);
    }

    private static List<String> imageRules() throws IOException {
        String config =
                Files.readString(Path.of("..", "..", "ldap-schema", "openldap", "config.ldif"))
                        .replace("@BASE@", BASE)
                        .replaceAll("\n ", "");
        String database = config.substring(config.indexOf("dn: olcDatabase={1}mdb"));
        return database.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith("olcAccess: "))
                .map(line -> line.substring("olcAccess: ".length()))
                .collect(Collectors.toList());
    }
}
