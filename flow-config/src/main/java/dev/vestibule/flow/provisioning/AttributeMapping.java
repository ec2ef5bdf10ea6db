package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.provisioning.api.SyncRules.Timing;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One mapped attribute.
 *
 * @param defaults written where there is no value; empty means nothing is written
 * @param when if it is not true, the attribute is not changed; null means always
 * @param onMissing null for that of the connection
 * @param prompt whether the user must enter it if there is no value
 */
public record AttributeMapping(
        Expression value,
        List<String> defaults,
        @Nullable Expression when,
        Timing sync,
        @Nullable OnMissing onMissing,
        boolean prompt) {
    public AttributeMapping {
        defaults = List.copyOf(defaults);
    }

    /** Written at every login, without a prompt. */
    public AttributeMapping(Expression value, List<String> defaults, @Nullable Expression when) {
        this(value, defaults, when, Timing.ALWAYS, null, false);
    }
}
