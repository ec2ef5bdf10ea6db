package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.expression.EvaluationContext;
import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.MatchRule;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a connection's match rules make of the claims. */
final class MatchMapper {

    /**
     * The values to search for; empty if a rule's value is not text, or fails: then it is unknown
     * whether the user has an account.
     */
    Optional<ExistingAccounts> map(Provisioning provisioning, EvaluationContext facts) {
        String email = verified(provisioning, facts.claims());
        List<Match> matches = new ArrayList<>();
        for (MatchRule rule : provisioning.existing().match()) {
            Optional<String> value = value(rule, facts);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            if (!value.get().isBlank()) {
                matches.add(new Match(rule.attribute(), value.get()));
            }
        }
        return Optional.of(new ExistingAccounts(policy(provisioning, email), matches, email));
    }

    /** An address links an account only if an authoritative provider has verified it. */
    private static Policy policy(Provisioning provisioning, @Nullable String email) {
        return switch (provisioning.existing().policy()) {
            case DENY -> Policy.DENY;
            case CONFIRM -> Policy.CONFIRM;
            case LINK_VERIFIED_EMAIL -> email == null ? Policy.DENY : Policy.LINK_VERIFIED_EMAIL;
        };
    }

    private static @Nullable String verified(
            Provisioning provisioning, @Nullable Map<String, Object> claims) {
        if (claims == null
                || !Boolean.TRUE.equals(claims.get("email_verified"))
                || !(claims.get("email") instanceof String email)) {
            return null;
        }
        return EmailAddress.of(email)
                .filter(address -> provisioning.trust().authority().speaksFor(address, claims))
                .map(_ -> email)
                .orElse(null);
    }

    /** Blank when the claim is absent; empty when it is there and no text. */
    private static Optional<String> value(MatchRule rule, EvaluationContext facts) {
        try {
            Optional<Object> value = rule.value().value(facts);
            return value.isEmpty()
                    ? Optional.of("")
                    : value.filter(String.class::isInstance).map(String.class::cast);
        } catch (ExpressionException stricter) {
            return Optional.empty();
        }
    }
}
