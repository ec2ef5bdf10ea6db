package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.http.FieldNames;

import io.netty.util.AsciiString;

import java.util.ArrayList;
import java.util.List;

/** Which header fields end at the gateway. Names are compared without regard to case. */
final class HeaderNames {
    /** RFC 9110, section 7.6.1, and what HTTP/1.1 servers treat alike. */
    private static final HeaderNames HOP_BY_HOP =
            new HeaderNames(
                    ("connection keep-alive proxy-authenticate"
                                    + " proxy-authentication-info proxy-authorization"
                                    + " proxy-connection te trailer transfer-encoding"
                                    + " upgrade http2-settings")
                            .split(" "));

    /** Fields that mean something in front of a body only (RFC 9110, section 6.5.1). */
    private static final HeaderNames IN_FRONT =
            new HeaderNames(
                    ("age authorization cache-control content-encoding"
                                    + " content-length content-range content-type cookie date"
                                    + " expect expires host if-match if-modified-since"
                                    + " if-none-match if-range if-unmodified-since location"
                                    + " max-forwards pragma range retry-after set-cookie vary"
                                    + " warning www-authenticate")
                            .split(" "));

    /** What speaks for a user: only the gateway may. Folded as {@link FieldNames#folded} does. */
    private static final String[] OURS = {
        "x-forwarded-", "x-auth-request-", "x-vestibule-", "remote-"
    };

    /** With the certificates of clients (RFC 9440), which a proxy tells the gateway. */
    private static final String[] OURS_EXACTLY = {
        "client-cert",
        "client-cert-chain",
        "forwarded",
        "x-real-ip",
        "x-forwarded",
        "x-original-url",
        "x-rewrite-url"
    };

    private final List<List<AsciiString>> byLength = new ArrayList<>();

    /** A set of names. */
    HeaderNames(String... names) {
        for (String name : names) {
            while (byLength.size() <= name.length()) {
                byLength.add(new ArrayList<>(1));
            }
            byLength.get(name.length()).add(AsciiString.cached(name));
        }
    }

    boolean contains(CharSequence name) {
        if (name.length() >= byLength.size()) {
            return false;
        }
        List<AsciiString> candidates = byLength.get(name.length());
        for (int at = 0; at < candidates.size(); at++) {
            if (candidates.get(at).contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a field of this name ends at the next hop, whatever Connection says. */
    static boolean endsHere(CharSequence name) {
        return HOP_BY_HOP.contains(name);
    }

    /** Whether a field of this name may come behind a body. */
    static boolean mayFollow(CharSequence name) {
        return !IN_FRONT.contains(name) && !endsHere(name) && !speaksForUser(name);
    }

    /** The further names that the values of Connection declare to end at the next hop. */
    static HeaderNames named(List<String> connection) {
        List<String> names = new ArrayList<>(0);
        for (String field : connection) {
            for (String name : field.split(",", -1)) {
                String plain = name.strip();
                if (!plain.isEmpty() && !plain.equals("close") && !endsHere(plain)) {
                    names.add(plain);
                }
            }
        }
        return names.isEmpty() ? NONE : new HeaderNames(names.toArray(String[]::new));
    }

    private static final HeaderNames NONE = new HeaderNames();

    /** Whether the name is one of an identity header in any spelling that a server may fold. */
    static boolean speaksForUser(CharSequence name) {
        if ("cCfFrRxX".indexOf(name.charAt(0)) < 0) {
            return false;
        }
        for (String prefix : OURS) {
            if (FieldNames.begins(name, prefix)) {
                return true;
            }
        }
        for (String whole : OURS_EXACTLY) {
            if (name.length() == whole.length() && FieldNames.begins(name, whole)) {
                return true;
            }
        }
        return false;
    }
}
