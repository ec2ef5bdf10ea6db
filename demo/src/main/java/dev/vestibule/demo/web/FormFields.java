package dev.vestibule.demo.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Fields of an HTML form, as {@code application/x-www-form-urlencoded} carries them. */
public record FormFields(Map<String, String> values) {
    public FormFields {
        values = Collections.unmodifiableMap(new HashMap<>(values));
    }

    /** Parses the body of a form post or a query; what cannot be decoded is left out. */
    public static FormFields parse(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && isDecodable(pair)) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new FormFields(fields);
    }

    /** The field without white space around it, or the empty text. */
    public String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    /** Whether the field was sent at all, as a ticked box is. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    private static boolean isDecodable(String pair) {
        return !pair.matches(".*%(?![0-9A-Fa-f]{2}).*");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
