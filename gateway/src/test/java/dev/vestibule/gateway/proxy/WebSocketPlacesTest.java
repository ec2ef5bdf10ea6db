package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.gateway.GatewaySettings.WebSocketLimits;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

final class WebSocketPlacesTest {
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";
    private static final long MUCH = 1L << 30;

    @Test
    void oneSessionHasSoManyFromWhereverItComes() {
        WebSocketPlaces places = new WebSocketPlaces(new WebSocketLimits(2, 100), MUCH);
        places.take(HERE, "ada");
        places.take(THERE, "ada");

        assertFull(places, "192.0.2.3", "ada", "session");
        places.take(HERE, "bob");
    }

    @Test
    void oneAddressHasSoManyOverAllSessionsAndWithoutOne() {
        WebSocketPlaces places = new WebSocketPlaces(new WebSocketLimits(100, 3), MUCH);
        places.take(HERE, "ada");
        places.take(HERE, "bob");
        places.take(HERE, null);

        assertFull(places, HERE, "eve", "address");
        assertFull(places, HERE, null, "address");
        places.take(THERE, "eve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1"})
    void aPeerOnThisMachineIsCountedByItsSessionsOnly(String local) {
        WebSocketPlaces places = new WebSocketPlaces(new WebSocketLimits(2, 1), MUCH);
        places.take(local, "ada");
        places.take(local, "ada");
        places.take(local, "bob");

        assertFull(places, local, "ada", "session");
    }

    @Test
    void allTogetherFitIntoHalfOfTheHeap() {
        WebSocketPlaces places =
                new WebSocketPlaces(new WebSocketLimits(100, 100), 2 * 10 * 16 * 1024);
        List<Runnable> taken = new ArrayList<>();
        for (int user = 0; user < 10; user++) {
            taken.add(places.take("192.0.2." + user, "user " + user));
        }

        assertFull(places, "198.51.100.1", "eve", "all");
        taken.getFirst().run();
        places.take("198.51.100.1", "eve");
    }

    @Test
    void fiveThousandFitIntoTheDefaultHeap() {
        WebSocketPlaces places =
                new WebSocketPlaces(new WebSocketLimits(256, 1024), 256L * 1024 * 1024);
        for (int user = 0; user < 5000; user++) {
            places.take("10.0.%d.%d".formatted(user / 250, user % 250), "user " + user);
        }

        assertThat(places.take(HERE, "one more")).isNotNull();
    }

    @Test
    void aPlaceIsGivenBackOnceAndWhoIsRefusedTakesNone() {
        WebSocketPlaces places = new WebSocketPlaces(new WebSocketLimits(1, 2), MUCH);
        Runnable first = places.take(HERE, "ada");
        for (int attempt = 0; attempt < 10; attempt++) {
            assertFull(places, HERE, "ada", "session");
        }
        places.take(HERE, "bob");

        first.run();
        first.run();
        places.take(HERE, "ada");

        assertFull(places, HERE, "eve", "address");
    }

    private static void assertFull(
            WebSocketPlaces places, String address, @Nullable String session, String whose) {
        assertThatThrownBy(() -> places.take(address, session))
                .isInstanceOfSatisfying(
                        HttpFailure.class,
                        full -> assertThat(full.kind()).isEqualTo(FailureKind.OVERLOADED))
                .hasMessageContaining(whose);
    }
}
