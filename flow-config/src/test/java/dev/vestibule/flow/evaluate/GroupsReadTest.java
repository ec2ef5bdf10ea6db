package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.expression.Compilation.Compiled;
import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.provisioning.GroupMapping;
import dev.vestibule.flow.provisioning.GroupMapping.Unknown;
import dev.vestibule.flow.provisioning.GroupMapping.Unmapped;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No groups, and groups that nobody can tell. */
class GroupsReadTest {
    private static final Map<String, Object> CLAIMS =
            Map.of(
                    "groups", List.of("a", "b"),
                    "gap", Arrays.asList("a", null),
                    "mixed", Arrays.asList("a", 5, "b"),
                    "none", List.of(),
                    "blank", "",
                    "objects", List.of(Map.of("name", "a"), Map.of()),
                    "realm", Map.of("roles", List.of("c"), "odd", "text"));

    private final ExpressionCompiler compiler = new ExpressionCompiler();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claims.nope",
                "claims['nope']",
                "claims.realm.nope",
                "claims.nope.roles",
                "claims.none",
                "claims.blank",
                "claims.nope + claims.realm.nope",
                "claims.nope.filter(group, group != 'a').map(group, 'x-' + group)",
                "has(claims.nope) ? claims.nope : []"
            })
    void whatTheProviderDoesNotHaveIsNone(String value) {
        assertThat(read(value).names()).isEmpty();
        assertThat(read(value).unknown()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claims.groups + claims.nope | a,b",
                "claims.nope + claims.groups | a,b",
                "claims.groups + claims.nope.roles + claims.realm.roles | a,b,c",
                "claims.groups + claims.realm.odd | a,b",
                "claims.mixed | a,b",
                "claims.gap | a",
                "claims.objects.map(each, each.name) | ''",
                "claims.realm | ''",
                "claims.realm.odd.roles | ''",
                "claims[claims.nope] | ''",
                "claims.groups.map(group, group + claims.nope) | ''",
                "['prefix-' + claims.nope] + claims.groups | a,b",
                "'prefix-' + claims.realm.nope | ''",
                "steps.first.option == 'x' ? claims.groups : [claims.groups[7]] | ''"
            })
    void whatCannotBeReadIsUnknownAndTheRestIsKnown(String value, String known) {
        boolean absent = value.equals("'prefix-' + claims.realm.nope");
        GroupsRead read = read(value);

        assertThat(String.join(",", java.util.Objects.requireNonNull(read.names())))
                .isEqualTo(known);
        assertThat(read.unknown() == null).isEqualTo(absent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "realm"})
    void aClaimThatLiesElsewhereIsUnknown(String name) {
        Map<String, Object> claims = new HashMap<>(CLAIMS);
        claims.put("_claim_names", Map.of(name, "src1"));

        for (String value :
                List.of(
                        "claims." + name,
                        "has(claims." + name + ") ? ['x'] : []",
                        "'" + name + "' in claims ? ['x'] : []",
                        "claims.nope + claims." + name,
                        "size(claims) > 99 ? ['x'] : []")) {
            assertThat(GroupsRead.of(names(value), EvaluationFixture.identified(claims)).unknown())
                    .as(value)
                    .isNotNull();
        }
        assertThat(
                        GroupsRead.of(names("claims.none"), EvaluationFixture.identified(claims))
                                .unknown())
                .isNull();
    }

    @Test
    void whenNobodyCanTellWhatLiesElsewhereNoClaimIsKnownToBeAbsent() {
        EvaluationContext facts =
                EvaluationFixture.identified(Map.of("_claim_names", 5, "none", List.of()));

        assertThat(GroupsRead.of(names("claims.groups"), facts).unknown()).isNotNull();
        assertThat(GroupsRead.of(names("claims.none"), facts).unknown()).isNull();
    }

    @Test
    void nothingIsSaidOfAValueInTheReason() {
        assertThat(String.valueOf(read("claims.mixed + claims.realm.odd").unknown()))
                .doesNotContain("text");
    }

    private GroupsRead read(String value) {
        return GroupsRead.of(names(value), EvaluationFixture.identified(CLAIMS));
    }

    private GroupNames names(String value) {
        return new GroupNames(mapping(value));
    }

    private GroupMapping mapping(String value) {
        return switch (compiler.compile(
                value, Scope.provisioning(Set.of("first")), ResultKind.TEXTS)) {
            case Compiled(var expression) ->
                    new GroupMapping(
                            expression,
                            Map.of(),
                            List.of(),
                            Membership.STATIC,
                            List.of(),
                            Unmapped.KEEP,
                            Map.of(),
                            Groups.MERGE,
                            List.of(),
                            false,
                            Unknown.REFUSE);
            case dev.vestibule.flow.expression.Compilation.Rejected rejected ->
                    throw new AssertionError(value + ": " + rejected);
        };
    }
}
