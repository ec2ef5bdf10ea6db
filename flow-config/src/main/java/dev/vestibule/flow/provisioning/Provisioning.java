package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.SyncRules.Mode;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Just-in-time provisioning of one connection.
 *
 * @param when skip rule: where it is not true, no account is written; null means always
 * @param trust what the provider is trusted with
 * @param content the content of an account
 * @param newAccounts how a user without an account gets one
 * @param sync how an account that exists already is updated
 * @param existing what happens with an account that matches and is not linked
 * @param leavers which accounts are disabled
 */
public record Provisioning(
        boolean enabled,
        @Nullable Expression when,
        Trust trust,
        Content content,
        NewAccounts newAccounts,
        Sync sync,
        ExistingAccountSettings existing,
        Leavers leavers) {
    /** The claim that no provider ever reassigns (OpenID Connect Core, section 2). */
    public static final String STANDARD_SUBJECT = "sub";

    /**
     * What the provider is trusted with.
     *
     * @param subject name of the claim that, with the issuer, is the key of the account link
     * @param authority the addresses that the connection is authoritative for
     * @param email whether an address that the provider does not call verified is used
     */
    public record Trust(String subject, EmailAuthority authority, boolean email) {
        /** Only verified addresses are used. */
        public Trust(String subject, EmailAuthority authority) {
            this(subject, authority, false);
        }
    }

    /**
     * What an account is made of.
     *
     * @param username how the account is named
     * @param attributes LDAP attribute to the claim that it takes
     * @param groups null when the connection manages no groups
     * @param qualified whether apps see names of users without an account, and of their groups,
     *     behind the connection's id
     */
    public record Content(
            Expression username,
            Map<String, AttributeMapping> attributes,
            @Nullable GroupMapping groups,
            boolean qualified) {
        public Content {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }

    /**
     * How a user without an account gets one.
     *
     * @param prompt what the page asks before it is written for the first time
     * @param target where it is put
     * @param names the names that it may have
     */
    public record NewAccounts(Prompt prompt, AccountTarget target, UsernameRule names) {}

    /** What the page asks at the first login; never again after the account is linked. */
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
    public record Sync(Mode mode, OnMissing onMissing) {}

    /** What happens to a value that the provider no longer sends. */
    public enum OnMissing {
        KEEP,
        CLEAR
    }
}
