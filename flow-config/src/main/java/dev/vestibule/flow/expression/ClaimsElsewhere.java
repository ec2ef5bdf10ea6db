package dev.vestibule.flow.expression;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claims that the provider names but does not send, or not completely: aggregated and distributed
 * claims (OpenID Connect Core, section 5.6.2). Entra ID does so for the groups of members of more
 * than 200 groups, with {@code hasgroups} if a token has no room for more.
 *
 * @param names of the claims
 * @param unnamed whether any claim that is absent may be one
 */
record ClaimsElsewhere(Set<String> names, boolean unnamed) {
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
        boolean readable = named == null || named instanceof Map<?, ?> || named instanceof List<?>;
        return new ClaimsElsewhere(names, !readable);
    }

    /** Whether the claim's value is not known, although some of it may have been sent. */
    boolean has(Object name, boolean sent) {
        return name instanceof String text
                && (names.contains(text)
                        || (unnamed && !sent && !text.equals(NAMES) && !text.equals(OVERAGE)));
    }
}
