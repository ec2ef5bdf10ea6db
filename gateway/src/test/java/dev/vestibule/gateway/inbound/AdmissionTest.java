package dev.vestibule.gateway.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.gateway.http.AddressShare;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.testing.Eventually;
import dev.vestibule.gateway.testing.RawConnection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

@Timeout(120)
@ExtendWith(VertxExtension.class)
final class AdmissionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private Vertx vertx;

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void theNewcomerIsRefusedAndThoseInsideStay() throws IOException {
        try (WatchedServer server = server(new InboundLimits(2, 2, 100_000, 100_000));
                RawConnection first = server.connect();
                RawConnection second = server.connect()) {
            first.send(GET).read();
            second.send(GET).read();

            try (RawConnection newcomer = server.connect()) {
                assertThat(newcomer.send(GET).readAll())
                        .startsWith("HTTP/1.1 503")
                        .contains("Retry-After: ");
            }
            assertThat(first.send(GET).read()).startsWith("HTTP/1.1 200");
            assertThat(server.refused(Refusal.CONNECTIONS)).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatEndsMakesRoom() throws IOException {
        try (WatchedServer server = server(new InboundLimits(1, 1, 100_000, 100_000))) {
            for (int each = 0; each < 20; each++) {
                Eventually.until(vertx, () -> server.admission.connections() == 0);
                try (RawConnection client = server.connect()) {
                    String last = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
                    assertThat(client.send(last).readAll()).startsWith("HTTP/1.1 200");
                }
            }
        }
    }

    @Test
    void headsThatAreNotCompleteShareOneBudget() throws IOException {
        String half = "GET / HTTP/1.1\r\nHost: a\r\nX-A: " + "b".repeat(15_000);
        List<RawConnection> clients = new ArrayList<>();
        try (WatchedServer server = server(new InboundLimits(100, 100, 100_000, 100_000))) {
            for (int each = 0; each < 8; each++) {
                clients.add(server.connect().send(half));
            }
            assertThat(clients.getLast().readAll()).startsWith("HTTP/1.1 503");

            try (RawConnection honest = server.connect()) {
                assertThat(honest.send(GET).read()).startsWith("HTTP/1.1 200");
            }
            clients.getFirst().send("\r\n\r\n");
            assertThat(clients.getFirst().read()).startsWith("HTTP/1.1 200");
        } finally {
            for (RawConnection client : clients) {
                client.close();
            }
        }
    }

    @Test
    void whatHeadsAndBodiesTakeIsGivenBack() throws IOException {
        try (WatchedServer server = server(WatchedServer.AMPLE)) {
            for (int each = 0; each < 20; each++) {
                try (RawConnection client = server.connect()) {
                    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
                    client.send("GET / HTTP/1.1\r\nX-A: " + "b".repeat(each * 1000));
                }
            }
            Eventually.until(vertx, () -> server.admission.connections() == 0);
            assertThat(server.admission.heads().used()).isZero();
            assertThat(server.admission.bodies().used()).isZero();
        }
    }

    @Test
    void connectionsOfATrustedProxyAreNotThoseOfOneClient() throws IOException {
        Admission admission =
                new Admission(
                        new InboundLimits(100, 2, 1000, 1000),
                        new ClientAddress(List.of(CidrBlock.parse("192.0.2.0/24"))),
                        new SimpleMeterRegistry());

        for (int each = 0; each < 10; each++) {
            assertThat(admission.enter(InetAddress.ofLiteral("192.0.2.7")).refused()).isNull();
        }
        admission.enter(InetAddress.ofLiteral("198.51.100.1"));
        admission.enter(InetAddress.ofLiteral("198.51.100.1"));
        assertThat(admission.enter(InetAddress.ofLiteral("198.51.100.1")).refused())
                .isEqualTo(Refusal.ADDRESS);
    }

    @Test
    void requestsOfATrustedProxyCountForTheirClients() throws IOException {
        Admission admission =
                new Admission(
                        new InboundLimits(100, 2, 1000, 1000),
                        new ClientAddress(List.of(CidrBlock.parse("192.0.2.0/24"))),
                        new SimpleMeterRegistry());

        AddressShare.Taken first = admission.forward("198.51.100.1");
        admission.forward("198.51.100.1");
        assertThat(admission.forward("198.51.100.1")).isNull();
        assertThat(admission.forward("198.51.100.2")).isNotNull();
        for (int each = 0; each < 10; each++) {
            assertThat(admission.forward("192.0.2.7")).isNotNull();
        }

        Objects.requireNonNull(first).release();
        assertThat(admission.forward("198.51.100.1")).isNotNull();
    }

    @Test
    void theLimitsComeFromTheHeapAndTheFilesOfTheProcess() {
        InboundLimits limits = InboundLimits.fitting(256L << 20, 1_000_000);
        assertThat(limits.connections()).isBetween(6_000, 8_000);
        assertThat(limits.perAddress()).isEqualTo(limits.connections() / 4);

        assertThat(InboundLimits.fitting(256L << 20, 1024).connections()).isEqualTo(412);
        assertThat(limits.with(50, 0).perAddress()).isEqualTo(12);
        assertThat(limits.with(0, 9).perAddress()).isEqualTo(9);
    }

    private WatchedServer server(InboundLimits limits) {
        return WatchedServer.start(vertx, limits, request -> request.response().end("fine"));
    }
}
