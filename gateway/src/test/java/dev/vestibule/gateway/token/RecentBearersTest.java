package dev.vestibule.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.gateway.token.RecentBearers.Admitted;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class RecentBearersTest {
    private final SettableClock clock = new SettableClock();
    private final RecentBearers recent = new RecentBearers(clock);

    @Test
    void tenThousandTokensThatAreNoneFillNoMemory() {
        for (int at = 0; at < 10_000; at++) {
            recent.get("token " + at, "192.0.2.1", RecentBearersTest::refusal);
        }

        assertThat(recent.size()).isLessThanOrEqualTo(1000);
    }

    @Test
    void aRefusalIsRepeatedForAWhileAndAFailureIsNot() {
        List<String> looks = new ArrayList<>();
        for (int at = 0; at < 2; at++) {
            recent.get("refused", "192.0.2.1", () -> noted(looks, refusal()));
            recent.get("down", "192.0.2.1", () -> noted(looks, failure(FailureKind.OVERLOADED)));
        }
        assertThat(looks).hasSize(3);

        clock.advance(Duration.ofSeconds(6));
        recent.get("refused", "192.0.2.1", () -> noted(looks, refusal()));

        assertThat(looks).hasSize(4);
    }

    @Test
    void oneAddressLooksUpSixteenAtOnce() {
        List<Future<Admitted>> waiting = new ArrayList<>();
        Promise<Admitted> answer = Promise.promise();
        for (int at = 0; at < 17; at++) {
            waiting.add(recent.get("token " + at, "192.0.2.1", answer::future));
        }

        assertThat(waiting.subList(0, 16)).noneMatch(Future::isComplete);
        assertThat(waiting.get(16).cause())
                .isInstanceOfSatisfying(
                        HttpFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.OVERLOADED));
        assertThat(recent.get("token 0", "192.0.2.1", answer::future).isComplete()).isFalse();
        answer.fail("late");
        assertThat(waiting).allMatch(Future::failed);
        assertThat(recent.get("token 0", "192.0.2.1", RecentBearersTest::refusal).failed())
                .isTrue();
    }

    private static Future<Admitted> noted(List<String> looks, Future<Admitted> answer) {
        looks.add("look");
        return answer;
    }

    private static Future<Admitted> refusal() {
        return failure(FailureKind.TOKEN_REFUSED);
    }

    private static Future<Admitted> failure(FailureKind kind) {
        return Future.failedFuture(HttpFailure.of(kind, "test"));
    }
}
