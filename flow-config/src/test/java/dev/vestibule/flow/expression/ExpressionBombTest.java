package dev.vestibule.flow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class ExpressionBombTest {
    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[claims.big].map(x, x+x+x+x+x+x+x+x+x+x+x+x)[0]",
                "['aaaaaaaaaa'].map(x, x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x)"
                        + ".map(x, x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x)"
                        + ".map(x, x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x)[0]",
                "[claims.big].map(x, [x,x,x,x,x,x,x,x,x].join(x))[0]",
                "claims.big.replace('a', claims.big)",
                "claims.groups.map(x, claims.groups.map(y, x + y)).size()",
                "[claims.groups].map(x, x+x+x+x+x+x+x+x+x+x+x).map(x, x+x+x+x+x+x+x+x+x)[0].size()",
            })
    void aBombFailsSoon(String source) {
        Map<String, Object> claims =
                Map.of(
                        "big",
                        "a".repeat(10_000),
                        "groups",
                        IntStream.range(0, 1_000).mapToObj(String::valueOf).toList());
        long start = System.nanoTime();

        assertThatThrownBy(() ->
                        expressions.mapping(source).value(EvaluationFixture.identified(claims)))
                .isInstanceOf(ExpressionException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aClaimThatIsNestedWithoutEndFailsTheExpression() {
        Object nested = "x";
        for (int depth = 0; depth < 100_000; depth++) {
            nested = List.of(nested);
        }
        EvaluationContext facts = EvaluationFixture.identified(Map.of("deep", nested));

        assertThatThrownBy(() -> expressions.condition("claims.deep == [claims.deep]").test(facts))
                .isInstanceOf(ExpressionException.class);
    }

    @Test
    void evilPatternsTakeLinearTime() {
        EvaluationContext facts = EvaluationFixture.identified(Map.of("big", "a".repeat(50_000)));

        assertThat(
                        expressions
                                .condition(
                                        "claims.big.matches('^(a+)+$') && !claims.big.matches('^(a|aa)+b$')")
                                .test(facts))
                .isTrue();
    }
}
