package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.evaluate.AccountMapper.MappedName;
import dev.vestibule.flow.evaluate.AccountMapping.Mapped;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.provisioning.AttributeMapping;
import dev.vestibule.flow.provisioning.AttributeTexts;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attribute values of one identity.
 *
 * @param values by LDAP attribute; one that is absent here is not changed, or cleared
 * @param defaulted whose values are defaults
 * @param cleared attributes without a value at the provider that the mapping does not keep
 * @param asked attributes without a value at the provider that the user must enter
 */
record AttributeValues(
        Map<String, List<String>> values,
        Set<String> defaulted,
        Set<String> cleared,
        Set<String> asked) {

    static AttributeValues of(Provisioning provisioning, EvaluationContext facts) {
        AttributeValues all =
                new AttributeValues(
                        new LinkedHashMap<>(),
                        new LinkedHashSet<>(),
                        new LinkedHashSet<>(),
                        new LinkedHashSet<>());
        var attributes = provisioning.content().attributes();
        attributes.forEach((name, mapping) -> {
            if (Expression.holds(mapping.when(), facts, false)) {
                all.add(name, mapping, provisioning.sync(), facts);
            }
        });
        return all;
    }

    Mapped mapped(MappedName name, GroupsRead groups, ExistingAccounts existing) {
        return new Mapped(
                name.username(),
                values,
                groups.names(),
                groups.named(),
                groups.unknown(),
                defaulted,
                cleared,
                existing,
                asked,
                name.refused());
    }

    /**
     * @param sent whether there was a value, be it blank
     * @param told whether no value means that the provider has none
     */
    private record Found(List<String> texts, boolean sent, boolean told) {}

    private void add(
            String name,
            AttributeMapping mapping,
            Provisioning.Sync sync,
            EvaluationContext facts) {
        Found found = find(mapping, facts);
        if (found == null) {
            return;
        }
        if (found.texts().isEmpty() && mapping.prompt()) {
            // What the user entered stays: the provider, which knows nothing of it, clears
            // nothing.
            asked.add(name);
        } else if (found.texts().isEmpty()) {
            missing(name, mapping, found.told() && clears(mapping, sync, found.sent()));
        } else {
            values.put(name, found.texts());
        }
    }

    /**
     * Null where the expression fails or gives no text: then nothing is known about the value. If
     * one of several claims is absent, the default may be used, and nothing is cleared.
     */
    private static @Nullable Found find(AttributeMapping mapping, EvaluationContext facts) {
        try {
            Optional<Object> result = mapping.value().value(facts);
            return result.isEmpty()
                    ? new Found(List.of(), false, true)
                    : AttributeTexts.of(result.get())
                            .map(texts -> new Found(texts, true, true))
                            .orElse(null);
        } catch (ExpressionException stricter) {
            return stricter.isAbsence() ? new Found(List.of(), false, false) : null;
        }
    }

    /** A default is used for a missing value; if values are cleared, it also replaces them. */
    private void missing(String name, AttributeMapping mapping, boolean clear) {
        if (!mapping.defaults().isEmpty()) {
            values.put(name, mapping.defaults());
            if (!clear) {
                defaulted.add(name);
            }
        } else if (clear) {
            cleared.add(name);
        }
    }

    private static boolean clears(
            AttributeMapping mapping, Provisioning.Sync sync, boolean sentBlank) {
        OnMissing own = mapping.onMissing();
        OnMissing rule = own == null ? sync.onMissing() : own;
        return rule == OnMissing.CLEAR
                && mapping.sync() == Timing.ALWAYS
                && (sentBlank || sync.mode() != Mode.PRESERVE_LOCAL);
    }
}
