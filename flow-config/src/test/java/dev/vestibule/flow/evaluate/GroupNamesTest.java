package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.expression.Renaming;
import dev.vestibule.flow.provisioning.GroupMapping;
import dev.vestibule.flow.provisioning.GroupMapping.Unknown;
import dev.vestibule.flow.provisioning.GroupMapping.Unmapped;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class GroupNamesTest {
    private static final List<Renaming> PATHS =
            List.of(
                    Renaming.of("/eng/(.+)").to("eng-$1"),
                    Renaming.of("/([^/]+)").to("$1"),
                    Renaming.of("/.*").to("other"));

    @Test
    void groupsThatAreNamedByTheirPathBecomeGroupsOfOurs() {
        GroupNames names = names(PATHS, Unmapped.KEEP, Map.of());

        assertThat(names.granted(List.of("/eng/backend", "/staff")))
                .containsExactly("eng-backend", "staff");
    }

    @Test
    void theFirstPatternThatMatchesCounts() {
        GroupNames names = names(PATHS, Unmapped.KEEP, Map.of());

        assertThat(names.granted(List.of("/eng/backend", "/ops/night")))
                .containsExactly("eng-backend", "other");
    }

    @Test
    void theMapComesBeforeThePatterns() {
        GroupNames names = names(PATHS, Unmapped.KEEP, Map.of());

        assertThat(names.granted(List.of("/eng/lead"))).containsExactly("leads");
    }

    @Test
    void aNameThatNothingKnowsPassesUnlessItIsDropped() {
        List<String> unknown = List.of("guests", "/staff");

        assertThat(names(PATHS, Unmapped.KEEP, Map.of()).granted(unknown))
                .containsExactly("guests", "staff");
        assertThat(names(PATHS, Unmapped.DROP, Map.of()).granted(unknown)).containsExactly("staff");
    }

    @Test
    void aPatternThatLeavesNothingOfTheNameDropsIt() {
        GroupNames names =
                names(List.of(Renaming.of("role:(.*)").to("$1")), Unmapped.KEEP, Map.of());

        assertThat(names.granted(List.of("role:", "role: "))).isEmpty();
    }

    @Test
    void aGroupImpliesOthersAndThoseImplyMore() {
        Map<String, List<String>> nesting =
                Map.of(
                        "backend", List.of("engineering"),
                        "engineering", List.of("staff", "technology"));

        assertThat(names(List.of(), Unmapped.KEEP, nesting).granted(List.of("backend", "staff")))
                .containsExactly("backend", "staff", "engineering", "technology");
    }

    @Test
    void aDefaultGroupImpliesOthersToo() {
        GroupMapping mapping =
                new GroupMapping(
                        null,
                        Map.of(),
                        List.of("staff"),
                        Membership.STATIC,
                        List.of(),
                        Unmapped.KEEP,
                        Map.of("staff", List.of("everybody")),
                        Groups.MERGE,
                        List.of(),
                        false,
                        Unknown.REFUSE);

        assertThat(new GroupNames(mapping).granted(List.of()))
                .containsExactly("staff", "everybody");
    }

    @Test
    void groupsInACircleEnd() {
        Map<String, List<String>> nesting = Map.of("a", List.of("b"), "b", List.of("a", "b"));

        assertThat(names(List.of(), Unmapped.KEEP, nesting).granted(List.of("a")))
                .containsExactly("a", "b");
    }

    @Test
    void theConfigurationNamesWhatIsWrittenThereAndWhatAPatternMakes() {
        GroupNames names =
                new GroupNames(
                        new GroupMapping(
                                null,
                                Map.of("/eng/lead", "leads"),
                                List.of("staff"),
                                Membership.STATIC,
                                List.of(Renaming.of("/([a-z]+)").to("$1")),
                                Unmapped.KEEP,
                                Map.of("backend", List.of("engineering")),
                                Groups.MERGE,
                                List.of("helpdesk"),
                                false,
                                Unknown.REFUSE));

        List<String> said =
                List.of("/eng/lead", "/wiki", "HelpDesk", "backend", "admins", "Leads", " root ");

        assertThat(names.named(said))
                .containsExactlyInAnyOrder(
                        "leads", "Leads", "wiki", "HelpDesk", "backend", "engineering", "staff")
                .doesNotContain("admins", "root");
        assertThat(names.granted(said)).contains("admins", "root");
    }

    /** A name that looks like what a pattern makes was not made by it. */
    @Test
    void aNameThatNoPatternHasMadeIsNotNamed() {
        GroupNames names = names(List.of(Renaming.of("/(.+)").to("$1")), Unmapped.KEEP, Map.of());

        assertThat(names.named(List.of("admins"))).isEmpty();
        assertThat(names.named(List.of("/admins"))).containsExactly("admins");
    }

    private static GroupNames names(
            List<Renaming> patterns, Unmapped unmapped, Map<String, List<String>> nesting) {
        return new GroupNames(
                new GroupMapping(
                        null,
                        Map.of("/eng/lead", "leads"),
                        List.of(),
                        Membership.STATIC,
                        patterns,
                        unmapped,
                        nesting,
                        Groups.MERGE,
                        List.of(),
                        false,
                        Unknown.REFUSE));
    }
}
