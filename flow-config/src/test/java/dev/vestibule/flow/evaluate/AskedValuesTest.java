package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.evaluate.AccountMapping.Mapped;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.provisioning.AttributeMapping;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Content;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.flow.provisioning.Provisioning.Prompt;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;

/** Which attributes a person is asked for. */
class AskedValuesTest {
    private final Expressions expressions = new Expressions();

    @Test
    void whatIsAbsentOrBlankIsAskedForAndNeverCleared() {
        for (String claim : List.of("claims.nope", "claims.blank", "claims.none")) {
            Mapped mapped = map(expressions.mapping(claim), null);

            assertThat(mapped.asked()).containsExactly("mobile");
            assertThat(mapped.cleared()).isEmpty();
            assertThat(mapped.attributes()).isEmpty();
        }
    }

    @Test
    void whatTakesNothingFromTheClaimsIsAlwaysAskedFor() {
        assertThat(map(Expression.empty(), null).asked()).containsExactly("mobile");
    }

    @Test
    void whatTheProviderSaysIsNotAskedFor() {
        Mapped mapped = map(expressions.mapping("claims.phone"), null);

        assertThat(mapped.asked()).isEmpty();
        assertThat(mapped.attributes()).isEqualTo(Map.of("mobile", List.of("+44 1")));
    }

    @Test
    void aConditionThatDoesNotHoldOrAnExpressionThatFailsAsksNothing() {
        assertThat(map(expressions.mapping("claims.nope"), "false").asked()).isEmpty();
        assertThat(map(expressions.mapping("claims.nope"), "claims.nope").asked()).isEmpty();
        assertThat(map(expressions.mapping("claims.phone.split(' ')[7]"), null).asked()).isEmpty();
    }

    @Property
    void whatIsTypedIsOneVisibleLine(@ForAll @StringLength(max = 200) String typed) {
        TypedText.of(typed)
                .ifPresent(text -> {
                    assertThat(text).isNotBlank().isEqualTo(text.strip());
                    assertThat(text.length()).isLessThanOrEqualTo(TypedText.LONGEST);
                    assertThat(text.codePoints()).noneMatch(Character::isISOControl);
                    assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
                    assertThat(TypedText.of(text)).contains(text);
                });
    }

    private Mapped map(Expression value, @Nullable String when) {
        AttributeMapping mapping =
                new AttributeMapping(
                        value,
                        List.of(),
                        when == null ? null : expressions.condition(when),
                        Timing.ALWAYS,
                        OnMissing.CLEAR,
                        true);
        Provisioning provisioning =
                ProvisioningFixture.of(
                                new Content(
                                        expressions.mapping("'ada'"),
                                        Map.of("mobile", mapping),
                                        null,
                                        true))
                        .asking(Prompt.CONSENT)
                        .under(Mode.OVERRIDE_ALL, OnMissing.CLEAR)
                        .provisioning();
        return (Mapped)
                new AccountMapper()
                        .map(
                                provisioning,
                                EvaluationFixture.identified(
                                        Map.of(
                                                "sub", "1",
                                                "blank", "  ",
                                                "none", List.of(),
                                                "phone", "+44 1")));
    }
}
