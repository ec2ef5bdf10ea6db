package dev.vestibule.flow.expression.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.expression.Expression;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The standard boolean claims, in each form that a provider sends. */
class VerifiedFlagsTest {
    static List<Object> yes() {
        return List.of(true, "true", "True", 1, 1L, 1.0, new BigDecimal("1.00"));
    }

    static List<Object> no() {
        return List.of(
                false, "false", "False", "TRUE", "yes", "1", "", 0, 2, -1, List.of(true), Map.of());
    }

    @ParameterizedTest
    @MethodSource("yes")
    void whatSaysYesIsTrue(Object sent) {
        assertThat(read("email_verified", sent)).isTrue();
        assertThat(read("phone_number_verified", sent)).isTrue();
        assertThat(read("xms_edov", sent)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("no")
    void everythingElseIsFalse(Object sent) {
        assertThat(read("email_verified", sent)).isFalse();
        assertThat(read("phone_number_verified", sent)).isFalse();
        assertThat(read("xms_edov", sent)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"email_verified", "phone_number_verified"})
    void oneThatIsAbsentFails(String name) {
        Map<String, Object> claims = new HashMap<>();
        claims.put(name, null);

        assertThatThrownBy(() ->
                        condition("claims." + name).test(EvaluationFixture.identified(claims)))
                .isInstanceOf(ExpressionException.class);
    }

    @Test
    void otherClaimsKeepTheirTypes() {
        EvaluationContext facts = EvaluationFixture.identified(Map.of("vip", "true", "n", 1));

        assertThat(condition("claims.vip == 'true' && claims.n == 1").test(facts)).isTrue();
    }

    private static boolean read(String name, Object sent) {
        return condition("claims." + name).test(EvaluationFixture.identified(Map.of(name, sent)));
    }

    private static Expression condition(String source) {
        return new Expressions().condition(source);
    }
}
