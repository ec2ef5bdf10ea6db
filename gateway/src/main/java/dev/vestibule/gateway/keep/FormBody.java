package dev.vestibule.gateway.keep;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The fields of a body of the type {@code application/x-www-form-urlencoded} (URL Standard, section
 * 5). Only a body is read that a browser sends byte for byte alike from hidden fields of a page in
 * UTF-8: the application then gets what it would have got at once.
 *
 * @param fields in their order
 */
public record FormBody(List<Field> fields) {
    /** More fields than forms for users have; servers take as many. */
    static final int MOST_FIELDS = 1000;

    /**
     * A hidden field with this name is filled in by browsers (HTML Standard, section 4.10.21.4).
     */
    private static final String CHARSET = "_charset_";

    private static final String PLAIN = "*-._";
    private static final int HEX = 16;

    /** A name and its value. */
    public record Field(String name, String value) {
        /** Without the value. */
        @Override
        public String toString() {
            return name;
        }
    }

    public FormBody {
        fields = List.copyOf(fields);
    }

    /** The fields, or null when a browser would not send them as they came. */
    public static @Nullable FormBody parse(String body) {
        List<Field> fields = new ArrayList<>();
        if (body.isEmpty()) {
            return new FormBody(fields);
        }
        String[] pairs = body.split("&", MOST_FIELDS + 1);
        for (String pair : pairs) {
            Field field = field(pair);
            if (field == null || fields.size() == MOST_FIELDS) {
                return null;
            }
            fields.add(field);
        }
        return new FormBody(fields);
    }

    private static @Nullable Field field(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? null : decoded(pair.substring(0, equals));
        String value = equals < 0 ? null : decoded(pair.substring(equals + 1));
        if (name == null || value == null || name.isEmpty()) {
            return null;
        }
        boolean alike =
                (encoded(name) + "=" + encoded(value)).equals(pair)
                        && keepsLines(name)
                        && keepsLines(value)
                        && (!name.toLowerCase(Locale.ROOT).equals(CHARSET)
                                || value.equals("UTF-8"));
        return alike ? new Field(name, value) : null;
    }

    /** Browsers send every line end as two characters, and cannot send a zero from a page. */
    private static boolean keepsLines(String text) {
        String rest = text.replace("\r\n", "");
        return rest.indexOf('\r') < 0 && rest.indexOf('\n') < 0 && rest.indexOf('\0') < 0;
    }

    private static @Nullable String decoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '%') {
                if (at + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(at + 1))
                        || !HexFormat.isHexDigit(text.charAt(at + 2))) {
                    return null;
                }
                bytes.put((byte) HexFormat.fromHexDigits(text, at + 1, at + 3));
                at += 2;
            } else if (c > 0x7f) {
                return null;
            } else {
                bytes.put((byte) (c == '+' ? ' ' : c));
            }
        }
        return strict(bytes.flip());
    }

    private static @Nullable String strict(ByteBuffer bytes) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return text.toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }

    private static String encoded(String text) {
        StringBuilder all = new StringBuilder(text.length() + HEX);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (c == ' ') {
                all.append('+');
            } else if (plain(c)) {
                all.append(c);
            } else {
                all.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return all.toString();
    }

    private static boolean plain(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || PLAIN.indexOf(c) >= 0;
    }
}
