package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
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
@KeyTable(
        """
        One attribute. Claims cannot set `uid`, which is the username, nor `objectClass`, passwords,
        memberships, rights, locks, `vestibule…` attributes and those that the server maintains.
        | value | required, unless `prompt` is true | the values; a list gives several.
        | default | nothing is written | used if the value is absent or blank; it replaces no existing
          value.
        | prompt | `false` | if there is no value, the user must enter it at the first login; the
          connection needs a `prompt`, too. Only for details that users may decide themselves:
        """
                + AttributeUse.OWN
                + """
                .
                | when | always | if it is not true, or fails, nothing is written, not even the
                  default, and nothing is removed.
                | sync | `always` | at which logins it is written: at each one, while the entry has no
                  value, or only when the account is created.
                | on-missing | that of the connection | what happens to a value that the provider no
                  longer sends.
                """)
public record AttributeMapping(
        Expression value,
        @Named("default") List<String> defaults,
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

    /** The same for a value that the user alone gives. */
    AttributeMapping withoutValue() {
        return new AttributeMapping(Expression.empty(), defaults, when, sync, onMissing, prompt);
    }
}
