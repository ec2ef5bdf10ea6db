package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.evaluate.AccountMapping.Mapped;
import dev.vestibule.flow.evaluate.AccountMapping.Skipped;
import dev.vestibule.flow.evaluate.AccountMapping.UnknownGroups;
import dev.vestibule.flow.evaluate.AccountMapping.Unmappable;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.provisioning.AttributeMapping;
import dev.vestibule.flow.provisioning.GroupMapping;
import dev.vestibule.flow.provisioning.GroupMapping.Unknown;
import dev.vestibule.flow.provisioning.GroupMapping.Unmapped;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Content;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class AccountMapperTest {
    private static final Map<String, Object> CLAIMS =
            Map.of(
                    "sub",
                    "1",
                    "email",
                    "Ada@example.org",
                    "age",
                    36,
                    "active",
                    true,
                    "blank",
                    "  ",
                    "phones",
                    Arrays.asList("1", "2", "1", " ", null),
                    "address",
                    Map.of("country", "GB"),
                    "groups",
                    List.of("eng", " ops ", "eng", "staff"));

    private final Expressions expressions = new Expressions();
    private final AccountMapper mapper = new AccountMapper();

    @Test
    void claimsBecomeAttributes() {
        assertThat(attributes(Map.of("mail", plain("claims.email"))))
                .isEqualTo(Map.of("mail", List.of("Ada@example.org")));
    }

    @Test
    void numbersAndTruthsBecomeText() {
        assertThat(
                        attributes(
                                Map.of(
                                        "age", plain("claims.age"),
                                        "active", plain("claims.active"))))
                .isEqualTo(Map.of("age", List.of("36"), "active", List.of("true")));
    }

    @Test
    void aListBecomesSeveralValuesEachOnce() {
        assertThat(attributes(Map.of("telephoneNumber", plain("claims.phones"))))
                .isEqualTo(Map.of("telephoneNumber", List.of("1", "2")));
    }

    @Test
    void whatIsAbsentOrBlankTakesTheDefault() {
        assertThat(
                        attributes(
                                Map.of(
                                        "sn", mapping("claims.family_name", null),
                                        "title", mapping("claims.blank", null))))
                .isEqualTo(Map.of("sn", List.of("-"), "title", List.of("-")));
    }

    @Test
    void whatIsAbsentAndHasNoDefaultIsNotWritten() {
        assertThat(attributes(Map.of("sn", plain("claims.family_name")))).isEmpty();
    }

    @Test
    void anExpressionThatFailsWritesNothingNotEvenTheDefault() {
        assertThat(attributes(Map.of("sn", mapping("claims.email.split('@')[7]", null)))).isEmpty();
    }

    @Test
    void anObjectWritesNothing() {
        assertThat(
                        attributes(
                                Map.of(
                                        "c", mapping("claims.address", null),
                                        "l", mapping("[claims.address]", null))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "claims.nope", "claims.email == 5 || claims.age"})
    void aConditionThatDoesNotHoldWritesNothing(String when) {
        assertThat(attributes(Map.of("mail", mapping("claims.email", when)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "claims.nope", "claims.email"})
    void whereTheSkipRuleDoesNotHoldNoAccountIsWritten(String when) {
        Provisioning provisioning =
                ProvisioningFixture.named(expressions.mapping("claims.sub"))
                        .when(expressions.condition(when))
                        .provisioning();

        assertThat(mapper.map(provisioning, EvaluationFixture.identified(CLAIMS)))
                .isEqualTo(new Skipped());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claims.nope",
                "claims.blank",
                "claims.email.split('@')[7]",
                "claims.age",
                "claims.phones",
                "'a\\u0000b'",
                "'a\\nb'",
                "'a\\u202eb'",
                "''",
            })
    void withoutAUsableNameNoAccountCanBeMade(String username) {
        assertThat(map(username, Map.of(), null)).isInstanceOf(Unmappable.class);
    }

    @Test
    void usernamesAreTrimmedAndInSmallLetters() {
        assertThat(map("' ' + claims.email.split('@')[0] + ' '", Map.of(), null))
                .isInstanceOfSatisfying(
                        Mapped.class, mapped -> assertThat(mapped.username()).isEqualTo("ada"));
    }

    @Test
    void groupsAreMappedAndJoinedWithTheDefaults() {
        assertThat(groups("claims.groups"))
                .isEqualTo(List.of("engineering", "ops", "staff", "everybody"));
    }

    @Test
    void oneGroupMayBeAText() {
        assertThat(groups("'eng'")).isEqualTo(List.of("engineering", "everybody"));
    }

    @Test
    void withoutGroupsTheDefaultsRemain() {
        assertThat(groups("claims.nope")).isEqualTo(List.of("everybody"));
    }

    @Test
    void aDefaultIsOurNameAlready() {
        GroupMapping mapping = groupMapping(null, "eng");

        assertThat(((Mapped) map("'ada'", Map.of(), mapping)).groups()).containsExactly("eng");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claims.address",
                "[claims.address]",
                "[claims.groups]",
                "claims.age",
                "['a\\nb']",
                "claims.email.split('@')[7]",
            })
    void groupsThatCannotBeReadLetNobodyIn(String value) {
        assertThat(map("'ada'", Map.of(), groupMapping(value))).isInstanceOf(UnknownGroups.class);
    }

    @Test
    void noTextFormShowsClaims() {
        AccountMapping mapping =
                map("'ada'", Map.of("mail", plain("claims.email")), groupMapping("claims.groups"));

        assertThat(mapping.toString()).doesNotContain("example.org");
    }

    private @Nullable List<String> groups(String value) {
        return ((Mapped) map("'ada'", Map.of(), groupMapping(value))).groups();
    }

    private GroupMapping groupMapping(String value) {
        return groupMapping(expressions.mapping(value), "everybody");
    }

    private static GroupMapping groupMapping(@Nullable Expression value, String group) {
        return new GroupMapping(
                value,
                Map.of("eng", "engineering"),
                List.of(group),
                Membership.STATIC,
                List.of(),
                Unmapped.KEEP,
                Map.of(),
                Groups.MERGE,
                List.of(),
                false,
                Unknown.REFUSE);
    }

    private Map<String, List<String>> attributes(Map<String, AttributeMapping> mappings) {
        return ((Mapped) map("'ada'", mappings, null)).attributes();
    }

    private AccountMapping map(
            String username,
            Map<String, AttributeMapping> attributes,
            @Nullable GroupMapping groups) {
        return mapper.map(
                ProvisioningFixture.of(
                                new Content(
                                        expressions.mapping(username), attributes, groups, true))
                        .provisioning(),
                EvaluationFixture.identified(CLAIMS));
    }

    private AttributeMapping plain(String value) {
        return new AttributeMapping(expressions.mapping(value), List.of(), null);
    }

    private AttributeMapping mapping(String value, @Nullable String when) {
        return new AttributeMapping(
                expressions.mapping(value),
                List.of("-"),
                when == null ? null : expressions.condition(when));
    }
}
