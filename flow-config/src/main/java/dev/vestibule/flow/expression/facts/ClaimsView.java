package dev.vestibule.flow.expression.facts;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * JSON values as CEL knows them: whole numbers are longs, others doubles, and a null is absent.
 * Converts what is asked for, since an expression reads one claim of many.
 */
public final class ClaimsView extends AbstractMap<String, Object> {
    private final Map<?, ?> claims;
    private final ClaimsElsewhere elsewhere;

    private ClaimsView(Map<?, ?> claims, ClaimsElsewhere elsewhere) {
        this.claims = claims;
        this.elsewhere = elsewhere;
    }

    /** The claims of an identity. Reading one that is stored elsewhere throws. */
    public static ClaimsView verified(Map<?, ?> claims) {
        return new ClaimsView(claims, ClaimsElsewhere.of(claims));
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        Object value = claims.get(key);
        requireKnown(key, value);
        return value == null ? null : converted(value);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        Object value = claims.get(key);
        requireKnown(key, value);
        return value != null;
    }

    private void requireKnown(@Nullable Object name, @Nullable Object value) {
        if (name != null && elsewhere.has(name, value != null)) {
            throw new ExpressionException(
                    "the identity provider does not send the claim "
                            + name
                            + " but only where it is stored");
        }
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> present = new LinkedHashMap<>();
        claims.forEach((name, value) -> {
            requireKnown(name, value);
            if (value != null) {
                present.put(String.valueOf(name), converted(value));
            }
        });
        return present.entrySet();
    }

    private static Object converted(Object value) {
        return switch (value) {
            case String _, Boolean _, Long _, Double _, java.time.Instant _ -> value;
            case Integer _, Short _, Byte _ -> ((Number) value).longValue();
            case BigInteger big when big.bitLength() < Long.SIZE -> big.longValue();
            case BigInteger _ ->
                    // As a double it would be equal to others: two users could look alike.
                    throw new ExpressionException("a claim is a whole number of more than 64 bits");
            case BigDecimal _, Float _ -> ((Number) value).doubleValue();
            case java.util.Date date -> date.toInstant();
            case Map<?, ?> map -> new ClaimsView(map, ClaimsElsewhere.NONE);
            case List<?> list ->
                    list.stream().filter(Objects::nonNull).map(ClaimsView::converted).toList();
            default ->
                    throw new IllegalArgumentException(
                            "a claim is no JSON value but " + value.getClass().getName());
        };
    }

    /**
     * Claims that the provider names but does not send, or not completely: aggregated and
     * distributed claims (OpenID Connect Core, section 5.6.2). Entra ID does so for the groups of
     * members of more than 200 groups, with {@code hasgroups} if a token has no room for more.
     *
     * @param names of the claims
     * @param unnamed whether any claim that is absent may be one
     */
    private record ClaimsElsewhere(Set<String> names, boolean unnamed) {
        static final ClaimsElsewhere NONE = new ClaimsElsewhere(Set.of(), false);

        private static final String NAMES = "_claim_names";
        private static final String OVERAGE = "hasgroups";
        private static final String GROUPS = "groups";

        static ClaimsElsewhere of(Map<?, ?> claims) {
            Object named = claims.get(NAMES);
            Object overage = claims.get(OVERAGE);
            if (named == null && overage == null) {
                return NONE;
            }
            Set<String> names = new HashSet<>();
            Collection<?> listed =
                    switch (named) {
                        case Map<?, ?> object -> object.keySet();
                        case List<?> list -> list;
                        case null, default -> List.of();
                    };
            listed.forEach(name -> names.add(String.valueOf(name)));
            if (overage != null && !Boolean.FALSE.equals(overage) && !"false".equals(overage)) {
                names.add(GROUPS);
            }
            boolean readable =
                    named == null || named instanceof Map<?, ?> || named instanceof List<?>;
            return new ClaimsElsewhere(names, !readable);
        }

        /** Whether the claim's value is not known, although some of it may have been sent. */
        boolean has(Object name, boolean sent) {
            return name instanceof String text
                    && (names.contains(text)
                            || (unnamed && !sent && !text.equals(NAMES) && !text.equals(OVERAGE)));
        }
    }
}
