package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.expression.Renaming;
import dev.vestibule.flow.model.GroupMapping;
import dev.vestibule.flow.model.GroupMapping.GroupSync;
import dev.vestibule.flow.model.GroupMapping.Membership;
import dev.vestibule.flow.model.GroupMapping.Unmapped;

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
                        GroupSync.MERGE);

        assertThat(new GroupNames(mapping).granted(List.of()))
                .containsExactly("staff", "everybody");
    }

    @Test
    void groupsInACircleEnd() {
        Map<String, List<String>> nesting = Map.of("a", List.of("b"), "b", List.of("a", "b"));

        assertThat(names(List.of(), Unmapped.KEEP, nesting).granted(List.of("a")))
                .containsExactly("a", "b");
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
                        GroupSync.MERGE));
    }
}
