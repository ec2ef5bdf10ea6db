package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.evaluate.AccountMapping.Mapped;
import dev.vestibule.flow.provisioning.AttributeMapping;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Content;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** What becomes of an attribute whose claim is absent or blank. */
class MissingValuesTest {
    private static final Map<String, Object> CLAIMS =
            Map.of(
                    "sub", "1",
                    "blank", "  ",
                    "none", List.of(),
                    "address", Map.of("country", "GB"),
                    "email", "ada@example.org");

    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @ValueSource(strings = {"claims.absent", "claims.blank", "claims.none"})
    void aMissingValueIsKept(String value) {
        Mapped mapped = map(Mode.MERGE, OnMissing.KEEP, plain(value));

        assertThat(mapped.attributes()).isEmpty();
        assertThat(mapped.cleared()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claims.absent", "claims.blank", "claims.none"})
    void aMissingValueIsClearedWhereTheConnectionSaysSo(String value) {
        assertThat(map(Mode.MERGE, OnMissing.CLEAR, plain(value)).cleared())
                .containsExactly("mail");
    }

    @Test
    void theAttributesOwnRuleWins() {
        AttributeMapping keeping = mapping("claims.absent", null, Timing.ALWAYS, OnMissing.KEEP);
        AttributeMapping clearing = mapping("claims.absent", null, Timing.ALWAYS, OnMissing.CLEAR);

        assertThat(map(Mode.MERGE, OnMissing.CLEAR, keeping).cleared()).isEmpty();
        assertThat(map(Mode.MERGE, OnMissing.KEEP, clearing).cleared()).containsExactly("mail");
    }

    @Test
    void preserveLocalClearsWhatIsSentBlankAndNotWhatIsNotSent() {
        assertThat(map(Mode.PRESERVE_LOCAL, OnMissing.CLEAR, plain("claims.blank")).cleared())
                .containsExactly("mail");
        assertThat(map(Mode.PRESERVE_LOCAL, OnMissing.CLEAR, plain("claims.absent")).cleared())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claims.email.split('@')[7]", "claims.address"})
    void anExpressionThatFailsClearsNothing(String value) {
        assertThat(map(Mode.OVERRIDE_ALL, OnMissing.CLEAR, plain(value)).cleared()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "claims.absent"})
    void aConditionThatDoesNotHoldClearsNothing(String when) {
        AttributeMapping mapping =
                new AttributeMapping(
                        expressions.mapping("claims.absent"),
                        List.of("-"),
                        expressions.condition(when));

        Mapped mapped = map(Mode.OVERRIDE_ALL, OnMissing.CLEAR, mapping);

        assertThat(mapped.cleared()).isEmpty();
        assertThat(mapped.attributes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Timing.class, names = "ALWAYS", mode = EnumSource.Mode.EXCLUDE)
    void whatIsNotWrittenAtEachLoginIsNotClearedEither(Timing sync) {
        AttributeMapping mapping = mapping("claims.absent", null, sync, null);

        assertThat(map(Mode.OVERRIDE_ALL, OnMissing.CLEAR, mapping).cleared()).isEmpty();
    }

    @Test
    void aDefaultOnlyStandsInForAMissingValue() {
        Mapped mapped = map(Mode.MERGE, OnMissing.KEEP, withDefault("claims.absent"));

        assertThat(mapped.attributes()).isEqualTo(Map.of("mail", List.of("-")));
        assertThat(mapped.defaulted()).containsExactly("mail");
    }

    @Test
    void aClaimThatIsThereIsNoDefault() {
        assertThat(map(Mode.MERGE, OnMissing.KEEP, withDefault("claims.email")).defaulted())
                .isEmpty();
    }

    @Test
    void whereValuesAreClearedTheDefaultTakesTheirPlace() {
        Mapped mapped = map(Mode.MERGE, OnMissing.CLEAR, withDefault("claims.absent"));

        assertThat(mapped.attributes()).isEqualTo(Map.of("mail", List.of("-")));
        assertThat(mapped.defaulted()).isEmpty();
        assertThat(mapped.cleared()).isEmpty();
    }

    private Mapped map(Mode mode, OnMissing onMissing, AttributeMapping mail) {
        Provisioning provisioning =
                ProvisioningFixture.of(
                                new Content(
                                        expressions.mapping("'ada'"),
                                        Map.of("mail", mail),
                                        null,
                                        true))
                        .under(mode, onMissing)
                        .provisioning();
        return (Mapped) new AccountMapper().map(provisioning, EvaluationFixture.identified(CLAIMS));
    }

    private AttributeMapping plain(String value) {
        return mapping(value, null, Timing.ALWAYS, null);
    }

    private AttributeMapping withDefault(String value) {
        return mapping(value, "-", Timing.ALWAYS, null);
    }

    private AttributeMapping mapping(
            String value, @Nullable String standIn, Timing sync, @Nullable OnMissing onMissing) {
        return new AttributeMapping(
                expressions.mapping(value),
                standIn == null ? List.of() : List.of(standIn),
                null,
                sync,
                onMissing,
                false);
    }
}
