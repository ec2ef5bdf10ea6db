package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Query: the factors of an account. Answered with {@link Failure.NoSuchAccount} when there is none.
 *
 * @param account the account's {@link Account#id}
 */
public record ReadFactors(String account) implements Command.Query<ReadFactors.AccountFactors> {

    /**
     * What the account's entry says of its factors.
     *
     * @param account the account, which may be disabled or locked
     * @param values those of every attribute that has any
     */
    public record AccountFactors(Account account, Map<FactorAttribute, List<String>> values) {
        public AccountFactors {
            Map<FactorAttribute, List<String>> copy = new EnumMap<>(FactorAttribute.class);
            values.forEach((attribute, texts) -> copy.put(attribute, List.copyOf(texts)));
            values = Collections.unmodifiableMap(copy);
        }

        /** None where the account has none. */
        public List<String> of(FactorAttribute attribute) {
            return values.getOrDefault(attribute, List.of());
        }

        /** Without values, so that no log can carry them. */
        @Override
        public String toString() {
            return "AccountFactors[account=%s, attributes=%s]".formatted(account, values.keySet());
        }
    }
}
