package dev.vestibule.flow.model;

import dev.vestibule.flow.expression.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Just-in-time provisioning of one connection.
 *
 * @param when skip rule: where it is not true, no account is written; null means always
 * @param username how the account is named
 * @param attributes LDAP attribute to the claim that it takes
 * @param groups null when the connection manages no groups
 */
public record Provisioning(
        boolean enabled,
        @Nullable Expression when,
        Expression username,
        Map<String, AttributeMapping> attributes,
        @Nullable GroupMapping groups) {
    public Provisioning {
        attributes = Ordered.copyOf(attributes);
    }

    /**
     * One mapped attribute.
     *
     * @param defaults written where the value is absent; empty means nothing is written
     * @param when where it is not true, the attribute is treated as absent; null means always
     */
    public record AttributeMapping(
            Expression value, List<String> defaults, @Nullable Expression when) {
        public AttributeMapping {
            defaults = List.copyOf(defaults);
        }
    }

    /**
     * Groups that the connection grants.
     *
     * @param value the identity provider's group names; null grants only the defaults
     * @param map provider's name to ours; a name that is not in it passes unchanged
     * @param defaults groups that everybody of this connection is in
     * @param membership where a membership is written
     */
    public record GroupMapping(
            @Nullable Expression value,
            Map<String, String> map,
            List<String> defaults,
            Membership membership) {
        public GroupMapping {
            map = Ordered.copyOf(map);
            defaults = List.copyOf(defaults);
        }
    }

    /** Where the directory keeps who is in a group. */
    public enum Membership {
        /** The group's entry lists its members. */
        STATIC,
        /** Each person's entry names the groups; the group's entry is a search for them. */
        DYNAMIC
    }
}
