package dev.vestibule.gateway.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;

import dev.vestibule.gateway.idp.AuthenticationFailure;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads JSON objects from outside: UTF-8 without errors, no member twice, not too deep. What it
 * gives consists of maps, lists, strings, longs, doubles and booleans; nulls are dropped.
 */
final class JsonObjects {
    private static final int DEEPEST = 16;

    private JsonObjects() {}

    /**
     * Reads one object.
     *
     * @param refusal what to fail with; the parser's own message is not used, because it may quote
     */
    static Map<String, Object> parse(byte[] bytes, AuthenticationFailure refusal) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            // The library takes an array of pairs, and null, for an object.
            if (!text.stripLeading().startsWith("{")) {
                throw refusal;
            }
            return plainMap(JSONObjectUtils.parse(text), 1, refusal);
        } catch (CharacterCodingException | ParseException _) {
            throw refusal;
        }
    }

    private static Map<String, Object> plainMap(
            Map<?, ?> map, int depth, AuthenticationFailure refusal) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                plain.put(String.valueOf(name), plain(value, depth, refusal));
            }
        });
        return plain;
    }

    private static Object plain(Object value, int depth, AuthenticationFailure refusal) {
        if (depth > DEEPEST) {
            throw refusal;
        }
        return switch (value) {
            case Map<?, ?> map -> plainMap(map, depth + 1, refusal);
            case List<?> list ->
                    list.stream()
                            .filter(Objects::nonNull)
                            .map(item -> plain(item, depth + 1, refusal))
                            .toList();
            default -> value;
        };
    }
}
