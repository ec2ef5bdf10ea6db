package dev.vestibule.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.address.CidrBlock;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class ClientAddressTest {
    private static final String PROXY = "10.0.0.1";

    private final ClientAddress clients =
            new ClientAddress(List.of(CidrBlock.parse("10.0.0.0/8"), CidrBlock.parse("fd00::/8")));

    @Test
    void believesNobodyByDefault() {
        ClientAddress trusting = new ClientAddress(List.of());

        assertThat(trusting.client("192.0.2.1", List.of("198.51.100.1"))).isEqualTo("192.0.2.1");
    }

    @Test
    void believesNoPeerThatIsNotListed() {
        assertThat(clients.client("192.0.2.1", List.of("198.51.100.1"))).isEqualTo("192.0.2.1");
    }

    @Test
    void takesTheRightMostAddressThatIsNotTrusted() {
        String client = clients.client(PROXY, List.of("1.1.1.1, 198.51.100.1, 10.0.0.2"));

        assertThat(client).isEqualTo("198.51.100.1");
    }

    @Test
    void readsSeveralFieldsAsOne() {
        String client = clients.client(PROXY, List.of("1.1.1.1", "198.51.100.1", "fd00::1"));

        assertThat(client).isEqualTo("198.51.100.1");
    }

    @Test
    void takesTheLeftMostWhenEveryHopIsTrusted() {
        assertThat(clients.client(PROXY, List.of("10.1.1.1, 10.2.2.2"))).isEqualTo("10.1.1.1");
    }

    @Test
    void withoutAForwardedAddressThePeerIsTheClient() {
        assertThat(clients.client(PROXY, List.of())).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "example.org",
                "1.1.1.1:80",
                "1.1.1.1\"",
                "[::1]",
                "1.1.1",
                "999.1.1.1",
                "0x7f.1",
                "127.1",
                "010.1.1.1",
                "1.1.1.1.1",
                "1..1.1",
                ".1.1.1",
                "1.1.1.",
                "1.1.1.0001",
                "::1::",
                ":",
                "::1%eth0",
                ",",
                "198.51.100.1,"
            })
    void garbageLeavesThePeer(String garbage) {
        assertThat(clients.client(PROXY, List.of(garbage))).isEqualTo(PROXY);
    }

    @Property
    void anyTextGivesAnAddress(@ForAll String text) {
        assertThat(clients.client(PROXY, List.of(text))).matches("[0-9a-f.:]+");
    }
}
