package dev.vestibule.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Objects;

final class AddressShareTest {
    private final AddressShare share = new AddressShare(2);

    @Test
    void anAddressHoldsNoMoreThanItsShare() {
        assertThat(share.take("192.0.2.1")).isNotNull();
        assertThat(share.take("192.0.2.1")).isNotNull();

        assertThat(share.take("192.0.2.1")).isNull();
        assertThat(share.take("192.0.2.2")).isNotNull();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        AddressShare.Taken first = Objects.requireNonNull(share.take("192.0.2.1"));
        share.take("192.0.2.1");

        first.release();
        first.release();

        assertThat(share.take("192.0.2.1")).isNotNull();
        assertThat(share.take("192.0.2.1")).isNull();
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddress() {
        share.take("2001:db8:1:2::1");
        share.take("2001:db8:1:2:3:4:5:6");

        assertThat(share.take("2001:db8:1:2::7")).isNull();
        assertThat(share.take("2001:db8:1:3::7")).isNotNull();
    }

    @Test
    void aMappedAddressIsTheOneThatItMaps() {
        share.take("192.0.2.1");
        share.take("::ffff:192.0.2.1");

        assertThat(share.take("192.0.2.1")).isNull();
    }

    @Test
    void thisMachineIsNotLimited() {
        for (String address : new String[] {"127.0.0.1", "127.8.9.1", "::1"}) {
            share.take(address);
            share.take(address);

            assertThat(share.take(address)).as(address).isNotNull();
        }
        assertThat(share.addresses()).isZero();
    }

    @Test
    void nothingIsRememberedOfAnAddressThatHoldsNothing() {
        Objects.requireNonNull(share.take("192.0.2.1")).release();
        share.take("not an address");

        assertThat(share.addresses()).isEqualTo(1);
    }
}
