package dev.vestibule.flow.expression.facts;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The claims that say whether another one is verified (OpenID Connect Core, section 5.1, and {@code
 * xms_edov} of Entra ID), as true or false: several providers send them as text or as a number.
 */
public final class VerifiedFlags {
    private static final List<String> NAMES =
            List.of("email_verified", "phone_number_verified", "xms_edov");

    private VerifiedFlags() {}

    /**
     * The claims with these flags as booleans: {@code "true"}, {@code "True"} and 1 are true, all
     * else is false.
     */
    public static Map<String, Object> normalised(Map<String, Object> claims) {
        for (String name : NAMES) {
            if (!isNormal(claims.get(name))) {
                return rewritten(claims);
            }
        }
        return claims;
    }

    private static Map<String, Object> rewritten(Map<String, Object> claims) {
        Map<String, Object> normal = new LinkedHashMap<>(claims);
        for (String name : NAMES) {
            normal.computeIfPresent(name, (_, flag) -> isTrue(flag));
        }
        return normal;
    }

    private static boolean isNormal(@Nullable Object flag) {
        return flag == null || flag instanceof Boolean;
    }

    private static boolean isTrue(Object flag) {
        return switch (flag) {
            case Boolean truth -> truth;
            case String text -> text.equals("true") || text.equals("True");
            case BigDecimal number -> number.compareTo(BigDecimal.ONE) == 0;
            case Number number -> number.doubleValue() == 1;
            default -> false;
        };
    }
}
