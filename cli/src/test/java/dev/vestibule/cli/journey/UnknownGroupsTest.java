package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.SearchResultEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A provider that does not tell a person's groups takes none of them away. */
final class UnknownGroupsTest {
    private static final String GROUPS = "groups: { value: claims.groups }";
    private static final String LOG = "event=groups_unknown";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    static Stream<Map<String, Object>> untold() {
        Map<String, Object> source = Map.of("src1", Map.of("endpoint", "https://graph.example"));
        return Stream.of(
                Map.of("_claim_names", Map.of("groups", "src1"), "_claim_sources", source),
                Map.of("_claim_names", Map.of("groups", "src1"), "groups", List.of()),
                Map.of("_claim_names", Map.of("groups", "src1"), "groups", List.of("staff")),
                Map.of("_claim_names", List.of("groups")),
                Map.of("hasgroups", true),
                Map.of("hasgroups", "true"),
                Map.of("groups", 5),
                Map.of("groups", true),
                Map.of("groups", Map.of("staff", true)),
                Map.of("groups", Arrays.asList("staff", 5)),
                Map.of("groups", List.of(List.of("staff"))),
                Map.of("groups", List.of(Map.of("name", "staff"))),
                Map.of("groups", List.of("staff\u0000")),
                Map.of("groups", List.of("x".repeat(300))));
    }

    @ParameterizedTest
    @MethodSource("untold")
    void theLoginIsRefusedAndNothingIsWithdrawn(Map<String, Object> claims) {
        start(GROUPS);
        signedInWith(Map.of("groups", List.of("staff", "engineering")));

        WebAnswer page = signedInWith(claims);

        assertThat(page.status()).isEqualTo(502);
        assertThat(granted()).containsExactlyInAnyOrder("alpha staff", "alpha engineering");
        assertThat(world.logged(LOG)).contains("connection=alpha", "claim=\"claims.groups\"");
    }

    @ParameterizedTest
    @MethodSource("untold")
    void orTheLoginGoesOnWithWhatThereIs(Map<String, Object> claims) {
        start("groups: { value: claims.groups, unknown: keep }");
        signedInWith(Map.of("groups", List.of("staff", "engineering")));

        WebAnswer page = signedInWith(claims);

        assertThat(page.status()).isEqualTo(200);
        assertThat(granted()).containsExactlyInAnyOrder("alpha staff", "alpha engineering");
        assertThat(page.received("x-forwarded-groups").split(","))
                .containsExactlyInAnyOrder("staff", "engineering");
        assertThat(world.logged(LOG)).contains("connection=alpha", "claim=\"claims.groups\"");
    }

    @Test
    void noAccountIsMadeForWhoseGroupsAreUnknown() {
        start(GROUPS);

        WebAnswer page = signedInWith(Map.of("hasgroups", true));

        assertThat(page.status()).isEqualTo(502);
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void aClaimThatIsSimplyAbsentSaysThatThereAreNone() {
        start(GROUPS);
        signedInWith(Map.of("groups", List.of("staff")));

        assertThat(signedInWith(Map.of()).status()).isEqualTo(200);

        assertThat(granted()).isEmpty();
        assertThat(world.has(LOG)).isFalse();
    }

    @Test
    void oneOfTwoClaimsThatIsAbsentWithdrawsNothing() {
        start("groups: { value: claims.realm.roles + claims.resource.wiki.roles }");
        signedInWith(both());

        WebAnswer page = signedInWith(Map.of("realm", Map.of("roles", List.of("auditor"))));

        assertThat(page.status()).isEqualTo(502);
        assertThat(granted()).containsExactlyInAnyOrder("alpha auditor", "alpha editor");
        assertThat(world.logged(LOG)).contains("claims.resource.wiki.roles is absent");
    }

    @Test
    void whatOneOfTwoClaimsTellsIsAdded() {
        start("groups: { value: claims.realm.roles + claims.resource.wiki.roles, unknown: keep }");
        signedInWith(both());

        signedInWith(Map.of("realm", Map.of("roles", List.of("reader"))));

        assertThat(granted())
                .containsExactlyInAnyOrder("alpha auditor", "alpha editor", "alpha reader");
    }

    @Test
    void twoClaimsThatAreBothAbsentSayThatThereAreNone() {
        start("groups: { value: claims.realm.roles + claims.resource.wiki.roles }");
        signedInWith(both());

        assertThat(signedInWith(Map.of()).status()).isEqualTo(200);

        assertThat(granted()).isEmpty();
    }

    @Test
    void anEditorCanSayThatAnAbsentClaimIsNone() {
        start(
                "groups: { value: 'claims.realm.roles"
                        + " + (has(claims.resource) ? claims.resource.wiki.roles : [])' }");
        signedInWith(both());

        assertThat(signedInWith(Map.of("realm", Map.of("roles", List.of("auditor")))).status())
                .isEqualTo(200);

        assertThat(granted()).containsExactly("alpha auditor");
    }

    @Test
    void aMemberThatOneOfSeveralLacksWithdrawsNothing() {
        start("groups: { value: 'claims.groups.map(group, group.name)' }");
        signedInWith(Map.of("groups", List.of(Map.of("name", "staff"), Map.of("name", "other"))));

        WebAnswer page =
                signedInWith(Map.of("groups", List.of(Map.of("name", "staff"), Map.of("id", 1))));

        assertThat(page.status()).isEqualTo(502);
        assertThat(granted()).containsExactlyInAnyOrder("alpha staff", "alpha other");
    }

    @Test
    void replacingMembershipsEndsNoneThatWasGivenByHand() {
        start("groups: { value: claims.groups, sync: replace, unknown: keep }");
        signedInWith(Map.of("groups", List.of("staff")));

        signedInWith(Map.of("hasgroups", true));

        assertThat(granted()).containsExactly("alpha staff");
    }

    @Test
    void anAttributeThatCannotBeReadIsNotCleared() {
        world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replace(
                                "cn: { value: claims.name, default: \"-\" }",
                                "title: { value: claims.title, on-missing: clear }\n"
                                        + "        description: { value: claims.a + claims.b,"
                                        + " on-missing: clear }"));
        signedInWith(Map.of("title", "Countess", "a", "A", "b", "B"));

        signedInWith(Map.of("_claim_names", Map.of("title", "src1"), "a", "A"));

        assertThat(person().getAttributeValue("title")).isEqualTo("Countess");
        assertThat(person().getAttributeValue("description")).isEqualTo("AB");
        signedInWith(Map.of());
        assertThat(person().hasAttribute("title")).isFalse();
        assertThat(person().hasAttribute("description")).isFalse();
    }

    @Test
    void aRuleOnAClaimThatLiesElsewhereTakesTheStricterBranch() {
        world =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replaceFirst(
                                        "access: \\[\\{ allow: \"true\" }]",
                                        "access: [{ deny: 'has(claims.groups) &&"
                                                + " \"guests\" in claims.groups' }, { allow: \"true\" }]")
                                .replace(
                                        "groups: { value: claims.groups }",
                                        "groups: { default: [all] }"));

        assertThat(signedInWith(Map.of()).status()).isEqualTo(200);
        assertThat(signedInWith(Map.of("groups", List.of("guests"))).status()).isEqualTo(403);
        assertThat(signedInWith(Map.of("hasgroups", true)).status()).isEqualTo(403);
        assertThat(signedInWith(Map.of("_claim_names", Map.of("groups", "src1"))).status())
                .isEqualTo(403);
    }

    private static Map<String, Object> both() {
        return Map.of(
                "realm", Map.of("roles", List.of("auditor")),
                "resource", Map.of("wiki", Map.of("roles", List.of("editor"))));
    }

    private void start(String groups) {
        world = worlds.start(folder, Yaml.STANDARD.replace(GROUPS, groups));
    }

    private WebAnswer signedInWith(Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(more);
        claims.put("sub", "1");
        claims.put("preferred_username", "ada");
        world.provider.signIn(claims);
        return world.browser().open(World.WIKI);
    }

    private List<String> granted() {
        String[] granted = person().getAttributeValues("vestibuleGrantedGroup");
        return granted == null ? List.of() : List.of(granted);
    }

    private SearchResultEntry person() {
        return world.directory.person("ada");
    }
}
