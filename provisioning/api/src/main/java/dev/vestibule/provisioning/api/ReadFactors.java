package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
     * @param marked the attributes that have values according to a mark of their own, whether or
     *     not the directory shows them; values of earlier versions have none
     */
    public record AccountFactors(
            Account account,
            Map<FactorAttribute, List<String>> values,
            Set<FactorAttribute> marked) {
        public AccountFactors {
            Map<FactorAttribute, List<String>> copy = new EnumMap<>(FactorAttribute.class);
            values.forEach((attribute, texts) -> copy.put(attribute, List.copyOf(texts)));
            values = Collections.unmodifiableMap(copy);
            marked = Set.copyOf(marked);
        }

        /** None where the account has none. */
        public List<String> of(FactorAttribute attribute) {
            return values.getOrDefault(attribute, List.of());
        }

        /** Whether the entry has a mark for values of the attribute. */
        public boolean isMarked(FactorAttribute attribute) {
            return marked.contains(attribute);
        }

        /** Whether the account has values that cannot be read: it is not one without. */
        public boolean isHidden(FactorAttribute attribute) {
            return isMarked(attribute) && of(attribute).isEmpty();
        }

        /** The attributes whose values the directory does not show. */
        public Set<FactorAttribute> hidden() {
            Set<FactorAttribute> hidden = EnumSet.noneOf(FactorAttribute.class);
            marked.stream().filter(this::isHidden).forEach(hidden::add);
            return hidden;
        }

        /** Without values, so that no log can carry them. */
        @Override
        public String toString() {
            return "AccountFactors[account=%s, attributes=%s]".formatted(account, values.keySet());
        }
    }
}
