package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.AuthenticationFailure;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads protocol claims of an ID token by type; a claim of another type is refused. */
record ClaimReader(Map<String, Object> claims) {
    /** The end of the year 9999; later dates are nonsense and would overflow. */
    private static final long LATEST = 253_402_300_799L;

    /** Claims whose value is personal, or a secret of this login. */
    private static final Set<String> HIDDEN = Set.of("sub", "nonce", "at_hash");

    /** Null when the claim is absent. */
    @Nullable String text(String name) {
        return switch (claims.get(name)) {
            case null -> null;
            case String text -> text;
            default -> throw malformed(name);
        };
    }

    /** Null when the claim is absent; seconds since 1970, fractions are cut. */
    @Nullable Instant instant(String name) {
        return switch (claims.get(name)) {
            case null -> null;
            case Long whole when whole >= 0 && whole <= LATEST -> Instant.ofEpochSecond(whole);
            case Double parted when parted >= 0 && parted <= LATEST ->
                    Instant.ofEpochSecond(parted.longValue());
            default -> throw malformed(name);
        };
    }

    /** Like {@link #instant}, but the claim must be there. */
    Instant requiredInstant(String name) {
        Instant instant = instant(name);
        if (instant == null) {
            throw OidcFailures.rejected("the ID token has no " + name);
        }
        return instant;
    }

    /** One string or a list of strings; empty when the claim is absent. */
    List<String> texts(String name) {
        return switch (claims.get(name)) {
            case null -> List.of();
            case String text -> List.of(text);
            case List<?> list when list.stream().allMatch(String.class::isInstance) ->
                    list.stream().map(String.class::cast).toList();
            default -> throw malformed(name);
        };
    }

    /**
     * The same, where a value of another type is none: for what proves more when it is there, and
     * is no reason to refuse a login that needs no more.
     */
    List<String> textsIfAny(String name) {
        return switch (claims.get(name)) {
            case String text -> List.of(text);
            case List<?> list when list.stream().allMatch(String.class::isInstance) -> texts(name);
            case null, default -> List.of();
        };
    }

    private AuthenticationFailure malformed(String name) {
        Object value = Objects.requireNonNull(claims.get(name));
        return OidcFailures.rejected(
                "the ID token's %s is of the wrong type or range: %s",
                name, HIDDEN.contains(name) ? OidcFailures.kind(value) : OidcFailures.shown(value));
    }
}
