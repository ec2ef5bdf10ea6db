package dev.vestibule.flow.model;

import java.net.InetAddress;

/** A block of IP addresses in CIDR notation (RFC 4632), IPv4 or IPv6. */
public final class CidrBlock {
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
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix length outside 0 to " + bits + ": " + text);
        }
        return new CidrBlock(address, prefix, text);
    }

    /**
     * Whether the address, given as a literal, lies in this block; false for what is no address.
     */
    public boolean contains(String address) {
        try {
            return matches(address(address));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
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

    private static byte[] address(String literal) {
        if (!literal.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("not an IP address: " + literal);
        }
        try {
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("not an IP address: " + literal, malformed);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
