package dev.vestibule.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Several names as one header field. Of a name that would be misread as it is (a separator ends it,
 * a control character or an outer space is lost in transit), those characters and {@code %} are
 * percent-encoded (RFC 3986, section 2.1). A name that looks percent-encoded has its {@code %}
 * encoded, so that no two names have one form, and decoding each part gives the names.
 *
 * <p>Quotes alone would not do: a server that splits at each comma would take a part of the name
 * for another group. So names are quoted only where the configuration says that the server reads
 * quoted strings (RFC 9110, section 5.6.4).
 *
 * @param separator what is between two names
 * @param quote whether a name with a separator, a quote or an outer space is quoted
 */
public record GroupField(String separator, boolean quote) {
    /** Commas, and no quotes. */
    public static final GroupField STANDARD = new GroupField(",", false);

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** The field's value; empty when there is no name. */
    public String of(List<String> names) {
        return names.stream()
                .filter(name -> !name.isEmpty())
                .map(this::member)
                .collect(Collectors.joining(separator));
    }

    private String member(String name) {
        int[] characters = name.codePoints().toArray();
        boolean plain = !ENCODED.matcher(name).find();
        boolean quoted = false;
        for (int at = 0; at < characters.length; at++) {
            plain &= !encoded(characters, at);
            quoted |= quote && (separates(characters, at) || "\"\\".indexOf(characters[at]) >= 0);
        }
        String form = plain ? name : encoded(characters);
        return quoted ? '"' + form.replaceAll("[\"\\\\]", "\\\\$0") + '"' : form;
    }

    private String encoded(int[] characters) {
        StringBuilder encoded = new StringBuilder();
        for (int at = 0; at < characters.length; at++) {
            String character = Character.toString(characters[at]);
            boolean kept = characters[at] != '%' && !encoded(characters, at);
            encoded.append(kept ? character : percent(character));
        }
        return encoded.toString();
    }

    private boolean encoded(int[] characters, int at) {
        return Character.isISOControl(characters[at])
                || Character.getType(characters[at]) == Character.SURROGATE
                || !quote && separates(characters, at);
    }

    /** Whether a reader would end or cut the name there. */
    private boolean separates(int[] characters, int at) {
        int character = characters[at];
        boolean outer = at == 0 || at == characters.length - 1;
        boolean space = Character.isWhitespace(character) || Character.isSpaceChar(character);
        return separator.indexOf(character) >= 0 && (character != ' ' || separator.isBlank())
                || outer && space;
    }

    private static String percent(String character) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : character.getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append(HEX.toHexDigits(one));
        }
        return encoded.toString();
    }
}
