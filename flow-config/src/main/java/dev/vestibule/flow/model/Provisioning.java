package dev.vestibule.flow.model;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.Renaming;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Just-in-time provisioning of one connection.
 *
 * @param when skip rule: where it is not true, no account is written; null means always
 * @param username how the account is named
 * @param attributes LDAP attribute to the claim that it takes
 * @param groups null when the connection manages no groups
 * @param prompt what a person is asked before their account is written for the first time
 * @param subject name of the claim that, with the issuer, is the key of the account link
 * @param leavers whose accounts are disabled
 * @param sync how an account that exists already follows
 * @param target where new accounts are put
 * @param existing what becomes of an account that matches and is not linked
 * @param authority whose addresses the connection's word is good for
 */
public record Provisioning(
        boolean enabled,
        @Nullable Expression when,
        Expression username,
        Map<String, AttributeMapping> attributes,
        @Nullable GroupMapping groups,
        Prompt prompt,
        String subject,
        Leavers leavers,
        Sync sync,
        Target target,
        ExistingAccounts existing,
        EmailAuthority authority) {
    /** The claim that no provider ever reassigns (OpenID Connect Core, section 2). */
    public static final String STANDARD_SUBJECT = "sub";

    public Provisioning {
        attributes = Ordered.copyOf(attributes);
    }

    /** With the three-way merge, into the usual container. */
    public Provisioning(
            boolean enabled,
            @Nullable Expression when,
            Expression username,
            Map<String, AttributeMapping> attributes,
            @Nullable GroupMapping groups,
            Prompt prompt,
            String subject) {
        this(
                enabled,
                when,
                username,
                attributes,
                groups,
                prompt,
                subject,
                Leavers.NONE,
                Sync.USUAL,
                Target.USUAL,
                ExistingAccounts.IGNORED,
                new EmailAuthority.Domains(Set.of()));
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

    /** How attributes of an account that exists already follow the claims. */
    public record Sync(SyncMode mode, OnMissing onMissing) {
        /** The three-way merge, which keeps what the provider no longer sends. */
        public static final Sync USUAL = new Sync(SyncMode.MERGE, OnMissing.KEEP);
    }

    /** Whose value stays when the entry is not as the gateway left it. */
    public enum SyncMode {
        MERGE,
        OVERRIDE_ALL,
        PRESERVE_LOCAL,
        NONE
    }

    /** What happens to a value that the provider no longer sends. */
    public enum OnMissing {
        KEEP,
        CLEAR
    }

    /** At which logins an attribute is written. */
    public enum AttributeSync {
        ALWAYS,
        IF_EMPTY,
        ON_CREATE
    }

    /** What becomes of memberships that the connection does not grant. */
    public enum GroupSync {
        MERGE,
        REPLACE
    }

    /** What becomes of a provider's name that neither map nor patterns know. */
    public enum Unmapped {
        KEEP,
        DROP
    }

    /**
     * Where new accounts are put.
     *
     * @param people RDNs of the container, relative to the directory's base; null for the usual one
     * @param objectClasses classes beside {@code inetOrgPerson}
     */
    public record Target(@Nullable String people, List<String> objectClasses) {
        /** The container that the directory's settings name. */
        public static final Target USUAL = new Target(null, List.of());

        public Target {
            objectClasses = List.copyOf(objectClasses);
        }
    }

    /**
     * One mapped attribute.
     *
     * @param defaults written where there is no value; empty means nothing is written
     * @param when where it is not true, the attribute is left alone; null means always
     * @param onMissing null for what the connection has
     * @param prompt whether the person is asked for it where there is no value
     */
    public record AttributeMapping(
            Expression value,
            List<String> defaults,
            @Nullable Expression when,
            AttributeSync sync,
            @Nullable OnMissing onMissing,
            boolean prompt) {
        public AttributeMapping {
            defaults = List.copyOf(defaults);
        }

        /** Nobody is asked for it. */
        public AttributeMapping(
                Expression value,
                List<String> defaults,
                @Nullable Expression when,
                AttributeSync sync,
                @Nullable OnMissing onMissing) {
            this(value, defaults, when, sync, onMissing, false);
        }

        /** Written at every login. */
        public AttributeMapping(
                Expression value, List<String> defaults, @Nullable Expression when) {
            this(value, defaults, when, AttributeSync.ALWAYS, null);
        }
    }

    /**
     * Groups that the connection grants.
     *
     * @param value the identity provider's group names; null grants only the defaults
     * @param map provider's name to ours, before the patterns
     * @param defaults groups that everybody of this connection is in
     * @param membership where a membership is written
     * @param patterns the first that matches renames
     * @param nesting our group to those that its members are in too, directly or over others
     */
    public record GroupMapping(
            @Nullable Expression value,
            Map<String, String> map,
            List<String> defaults,
            Membership membership,
            List<Renaming> patterns,
            Unmapped unmapped,
            Map<String, List<String>> nesting,
            GroupSync sync) {
        public GroupMapping {
            map = Ordered.copyOf(map);
            defaults = List.copyOf(defaults);
            patterns = List.copyOf(patterns);
            nesting = Ordered.copyOf(nesting);
        }

        /** Names that are not in the map pass unchanged, and none implies another. */
        public GroupMapping(
                @Nullable Expression value,
                Map<String, String> map,
                List<String> defaults,
                Membership membership) {
            this(
                    value,
                    map,
                    defaults,
                    membership,
                    List.of(),
                    Unmapped.KEEP,
                    Map.of(),
                    GroupSync.MERGE);
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
