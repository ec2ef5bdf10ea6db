package dev.vestibule.flow.expression;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Percent-decoding (RFC 3986, section 2.1) of what every server decodes to the same text. */
final class QueryText {
    private QueryText() {}

    /**
     * The text, with a plus sign as it is.
     *
     * @return null for what servers read in different ways: a percent sign without two hexadecimal
     *     digits, bytes that are no UTF-8, and NUL, which ends a text for some of them
     */
    static @Nullable String decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char character = raw.charAt(at);
            int value = character == '%' ? hexadecimal(raw, at + 1) : character;
            if (value <= 0 || value > 0xff) {
                return null;
            }
            bytes.put((byte) value);
            at += character == '%' ? 2 : 0;
        }
        return utf8(bytes.flip());
    }

    private static int hexadecimal(String raw, int at) {
        if (at + 2 > raw.length()) {
            return -1;
        }
        int high = Character.digit(raw.charAt(at), 16);
        int low = Character.digit(raw.charAt(at + 1), 16);
        boolean ascii = raw.charAt(at) < 0x80 && raw.charAt(at + 1) < 0x80;
        return high < 0 || low < 0 || !ascii ? -1 : high * 16 + low;
    }

    private static @Nullable String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
