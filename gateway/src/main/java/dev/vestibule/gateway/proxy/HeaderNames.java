package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.http.FieldNames;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which header fields end at the gateway. */
final class HeaderNames {
    /** RFC 9110, section 7.6.1, and what HTTP/1.1 servers treat alike. */
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authentication-info",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings");

    /**
     * Headers that carry an identity: only the gateway may set them. Folded as {@link
     * FieldNames#folded} does.
     */
    private static final List<String> OURS =
            List.of("x-forwarded-", "x-auth-request-", "x-vestibule-", "remote-");

    private static final Set<String> OURS_EXACTLY =
            Set.of("forwarded", "x-real-ip", "x-forwarded", "x-original-url", "x-rewrite-url");

    private HeaderNames() {}

    /** Whether a field of this lower-case name ends at the next hop, whatever Connection says. */
    static boolean endsHere(String name) {
        return HOP_BY_HOP.contains(name);
    }

    /** The lower-case names that a Connection field declares to end at the next hop. */
    static Set<String> hopByHop(MultiMap headers) {
        return hopByHop(headers.getAll(HttpHeaders.CONNECTION));
    }

    /** The same for the values of the Connection fields. */
    static Set<String> hopByHop(List<String> fields) {
        if (fields.isEmpty()) {
            return HOP_BY_HOP;
        }
        Set<String> names = new HashSet<>(HOP_BY_HOP);
        for (String field : fields) {
            for (String name : field.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Whether the name is one of an identity header in any spelling that a server may fold. */
    static boolean speaksForSomebody(String name) {
        if ("fFxXrR".indexOf(name.charAt(0)) < 0) {
            return false;
        }
        String folded = FieldNames.folded(name);
        return OURS_EXACTLY.contains(folded) || OURS.stream().anyMatch(folded::startsWith);
    }
}
