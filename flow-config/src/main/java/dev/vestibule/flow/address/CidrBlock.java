package dev.vestibule.flow.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A block of IP addresses in CIDR notation (RFC 4632), IPv4 or IPv6. */
public final class CidrBlock {
    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    private final byte[] network;
    private final int prefix;
    private final String text;

    private CidrBlock(byte[] network, int prefix, String text) {
        this.network = network;
        this.prefix = prefix;
        this.text = text;
    }

    /**
     * Parses {@code 10.0.0.0/8}, {@code ::1/128}, or one address without a prefix length.
     *
     * @throws IllegalArgumentException when the text is neither; host names are never looked up
     */
    public static CidrBlock parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        int bits = address.length * 8;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix length outside 0 to " + bits + ": " + text);
        }
        return new CidrBlock(address, prefix, text);
    }

    /**
     * Whether the address, given as a literal, is in this block; false for text that is not an
     * address.
     */
    public boolean contains(String address) {
        InetAddress literal = AddressLiteral.read(address);
        return literal != null && contains(literal);
    }

    /** Whether the address is in this block. */
    public boolean contains(InetAddress address) {
        return matches(address.getAddress());
    }

    /** Whether both are blocks of the same addresses, however they are written. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CidrBlock block && prefix == block.prefix && matches(block.network);
    }

    @Override
    public int hashCode() {
        byte[] masked = network.clone();
        for (int bit = prefix; bit < masked.length * 8; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return 31 * Arrays.hashCode(masked) + prefix;
    }

    private boolean matches(byte[] candidate) {
        if (candidate.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((candidate[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static int prefix(String digits) {
        if (!PREFIX.matcher(digits).matches()) {
            throw new IllegalArgumentException("not a prefix length: " + digits);
        }
        return Integer.parseInt(digits);
    }

    private static byte[] address(String literal) {
        InetAddress address = AddressLiteral.read(literal);
        if (address == null) {
            throw new IllegalArgumentException("not an IP address: " + literal);
        }
        return address.getAddress();
    }

    @Override
    public String toString() {
        return text;
    }
}
