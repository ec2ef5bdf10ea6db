package dev.vestibule.flow.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

class CidrBlockPropertyTest {

    @Property
    void aBlockContainsWhatSharesItsPrefix(
            @ForAll @Size(4) byte[] block,
            @ForAll @Size(4) byte[] address,
            @ForAll @IntRange(max = 32) int prefix)
            throws UnknownHostException {
        long mask = prefix == 0 ? 0 : 0xffff_ffffL << (32 - prefix) & 0xffff_ffffL;

        assertThat(CidrBlock.parse(text(block) + "/" + prefix).contains(text(address)))
                .isEqualTo((number(block) & mask) == (number(address) & mask));
    }

    @Property
    void anAddressOfTheOtherVersionIsNeverContained(
            @ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] six)
            throws UnknownHostException {
        six[0] = 0x20;

        assertThat(CidrBlock.parse("0.0.0.0/0").contains(text(six))).isFalse();
        assertThat(CidrBlock.parse("::/0").contains(text(four))).isFalse();
    }

    @Property
    void blocksOfTheSameAddressesAreEqual(
            @ForAll @Size(4) byte[] one,
            @ForAll @Size(4) byte[] other,
            @ForAll @IntRange(max = 32) int prefix)
            throws UnknownHostException {
        long mask = prefix == 0 ? 0 : 0xffff_ffffL << (32 - prefix) & 0xffff_ffffL;
        CidrBlock first = CidrBlock.parse(text(one) + "/" + prefix);
        CidrBlock second = CidrBlock.parse(text(other) + "/" + prefix);

        assertThat(first.equals(second)).isEqualTo((number(one) & mask) == (number(other) & mask));
        assertThat(first).isEqualTo(CidrBlock.parse(first.toString())).hasSameHashCodeAs(first);
        assertThat(first.equals(second)).isEqualTo(second.equals(first));
        assertThat(!first.equals(second) || first.hashCode() == second.hashCode()).isTrue();
    }

    @Example
    void theLengthOfThePrefixIsPartOfTheBlock() {
        assertThat(CidrBlock.parse("10.0.0.0/8")).isNotEqualTo(CidrBlock.parse("10.0.0.0/9"));
        assertThat(CidrBlock.parse("0.0.0.0/0")).isNotEqualTo(CidrBlock.parse("::/0"));
        assertThat(CidrBlock.parse("10.1.2.3/8")).isEqualTo(CidrBlock.parse("10.0.0.0/8"));
    }

    @Property
    void anyTextIsABlockOrRefused(@ForAll String text) {
        try {
            assertThat(CidrBlock.parse(text).toString()).isEqualTo(text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).isNotNull();
        }
        assertThat(CidrBlock.parse("127.0.0.1").contains(text)).isFalse();
    }

    @Example
    void anIpv4AddressInIpv6FormIsTheIpv4Address() {
        assertThat(CidrBlock.parse("10.0.0.0/8").contains("::ffff:10.1.2.3")).isTrue();
    }

    @Example
    void anAddressHasOneSpelling() {
        for (String text :
                List.of(
                        "10.1",
                        "010.0.0.1",
                        "10.0.0.0/08",
                        "10.0.0.0/+8",
                        "10.0.0.0/-1",
                        "10.0.0.0/33",
                        "::/129",
                        "10.0.0.0/",
                        "/8",
                        "",
                        "localhost",
                        "1.2.3.4/8/8",
                        "0x7f.0.0.1",
                        "fe80::1%eth0",
                        "1.2.3.4 ")) {
            assertThatThrownBy(() -> CidrBlock.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String text(byte[] address) throws UnknownHostException {
        return InetAddress.getByAddress(address).getHostAddress();
    }

    private static long number(byte[] address) {
        long number = 0;
        for (byte each : address) {
            number = number << 8 | each & 0xff;
        }
        return number;
    }
}
