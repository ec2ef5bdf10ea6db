package dev.vestibule.flow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;

class AnswerTypeTest {
    private static final BigInteger TOO_LARGE = BigInteger.TWO.pow(64);

    @Test
    void aValueOfItsTypeIsTaken() {
        assertThat(AnswerType.BOOL.of(true)).contains(true);
        assertThat(AnswerType.INT.of(7)).contains(7L);
        assertThat(AnswerType.INT.of(Long.MIN_VALUE)).contains(Long.MIN_VALUE);
        assertThat(AnswerType.DOUBLE.of(7L)).contains(7.0);
        assertThat(AnswerType.DOUBLE.of(0.5)).contains(0.5);
        assertThat(AnswerType.DOUBLE.of(TOO_LARGE)).contains(TOO_LARGE.doubleValue());
        assertThat(AnswerType.TEXT.of("x".repeat(500))).contains("x".repeat(500));
        assertThat(AnswerType.TEXTS.of(List.of("a", "b"))).contains(List.of("a", "b"));
        assertThat(AnswerType.TEXTS.of(List.of())).contains(List.of());
    }

    @Test
    void everythingElseIsNot() {
        assertThat(AnswerType.BOOL.of("true")).isEmpty();
        assertThat(AnswerType.BOOL.of(1L)).isEmpty();
        assertThat(AnswerType.INT.of(1.0)).isEmpty();
        assertThat(AnswerType.INT.of(TOO_LARGE)).isEmpty();
        assertThat(AnswerType.DOUBLE.of("1")).isEmpty();
        assertThat(AnswerType.DOUBLE.of(Double.NaN)).isEmpty();
        assertThat(AnswerType.DOUBLE.of(Double.POSITIVE_INFINITY)).isEmpty();
        assertThat(AnswerType.DOUBLE.of(BigInteger.TEN.pow(400))).isEmpty();
        assertThat(AnswerType.TEXT.of("x".repeat(501))).isEmpty();
        assertThat(AnswerType.TEXT.of(null)).isEmpty();
        assertThat(AnswerType.TEXTS.of("a")).isEmpty();
        assertThat(AnswerType.TEXTS.of(List.of("a", 1L))).isEmpty();
        assertThat(AnswerType.TEXTS.of(Collections.nCopies(21, "a"))).isEmpty();
        assertThat(AnswerType.TEXTS.of(Map.of())).isEmpty();
    }
}
