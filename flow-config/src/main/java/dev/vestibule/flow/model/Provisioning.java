package dev.vestibule.flow.model;

import dev.vestibule.flow.expression.Expression;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Just-in-time provisioning of one connection.
 *
 * @param when skip rule: where it is not true, no account is written; null means always
 * @param username how the account is named
 * @param attributes LDAP attribute to the claim that it takes
 * @param groups null when the connection manages no groups
 * @param prompt what a person is asked before their account is written for the first time
 * @param subject name of the claim that, with the issuer, is the key of the account link
 * @param disableAfter accounts of the connection that nobody signed in to for so long are disabled;
 *     null disables none
 */
public record Provisioning(
        boolean enabled,
        @Nullable Expression when,
        Expression username,
        Map<String, AttributeMapping> attributes,
        @Nullable GroupMapping groups,
        Prompt prompt,
        String subject,
        @Nullable Duration disableAfter) {
    /** The claim that no provider ever reassigns (OpenID Connect Core, section 2). */
    public static final String STANDARD_SUBJECT = "sub";

    public Provisioning {
        attributes = Ordered.copyOf(attributes);
    }

    /** What a person is asked at the first login; never again once the account is linked. */
    public enum Prompt {
        /** Nothing: the account is written silently. */
        NONE,
        /** Whether what is about to be stored may be stored. */
        CONSENT,
        /** That, and by which name the account goes. */
        USERNAME,
        /** Both, and a password of the account's own. */
        USERNAME_AND_PASSWORD
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
