package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.outbound.JsonObjects;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Apple says in its own way: the name of the user, which only the first answer has, and truth
 * values as text. The name comes through the browser and is not signed: it is what the user wants
 * to be called, and nothing else of it is used.
 *
 * @param posted the member {@code user} of the answer; null when there is none
 */
record AppleUser(@Nullable String posted) {
    private static final int LONGEST = 4096;
    private static final int LONGEST_NAME = 128;

    /** The claims with what they lack. */
    Map<String, Object> added(Map<String, Object> verified) {
        Map<String, Object> claims = new LinkedHashMap<>(verified);
        Stream.of("email_verified", "is_private_email")
                .filter(name -> claims.get(name) instanceof String)
                .forEach(name -> claims.put(name, "true".equals(claims.get(name))));
        Map<?, ?> names = names();
        String given = text(names.get("firstName"));
        String family = text(names.get("lastName"));
        put("given_name", given, claims);
        put("family_name", family, claims);
        put(
                "name",
                Stream.of(given, family)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" ")),
                claims);
        return claims;
    }

    private Map<?, ?> names() {
        if (posted == null || posted.length() > LONGEST) {
            return Map.of();
        }
        try {
            byte[] json = posted.getBytes(StandardCharsets.UTF_8);
            return JsonObjects.parse(json, OidcFailures::garbled).get("name")
                            instanceof Map<?, ?> names
                    ? names
                    : Map.of();
        } catch (AuthenticationFailure garbled) {
            return Map.of();
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text
                        && text.length() <= LONGEST_NAME
                        && text.codePoints().noneMatch(Character::isISOControl)
                ? text.strip()
                : "";
    }

    private static void put(String claim, String value, Map<String, Object> claims) {
        if (!value.isEmpty()) {
            claims.putIfAbsent(claim, value);
        }
    }
}
