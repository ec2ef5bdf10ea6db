package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.api.Failure.PasswordRefused;
import dev.vestibule.provisioning.api.Failure.PasswordRefused.Reason;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.PasswordForm;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * Gives a new account the password that its user chose, usually with the Password Modify operation
 * (RFC 3062): the directory hashes it as it hashes every other and applies its own policy, which it
 * could not do to a hash of ours, and nothing stores it as it was typed.
 *
 * <p>The account says that it lacks its password from the moment it is added until the password has
 * been tried: the next login continues what was interrupted.
 */
public final class AccountPasswords {
    private static final Set<ResultCode> REFUSALS =
            Set.of(
                    ResultCode.CONSTRAINT_VIOLATION,
                    ResultCode.INVALID_ATTRIBUTE_SYNTAX,
                    ResultCode.UNWILLING_TO_PERFORM);

    private final LDAPConnectionPool pool;
    private final Ldap ldap;
    private final PasswordForm form;

    /**
     * Sets passwords.
     *
     * @param pool what extended operations and binds go through
     */
    public AccountPasswords(LDAPConnectionPool pool, Ldap ldap, PasswordForm form) {
        this.pool = pool;
        this.ldap = ldap;
        this.form = form;
    }

    /**
     * Sets it, tries it, and notes that the account has one. This never replaces a password: only
     * an account that waits for one gets it.
     *
     * @param password null changes nothing
     * @throws Refusal a {@link PasswordRefused} if the directory refuses it
     */
    public void give(AccountEntry account, @Nullable TypedPassword password)
            throws LDAPException, Refusal {
        if (password == null || !account.lacksPassword()) {
            return;
        }
        String dn = account.dn().toString();
        switch (form) {
            case USER_PASSWORD -> set(dn, password);
            case WRITTEN_USER_PASSWORD, UNICODE_PWD -> write(dn, password);
        }
        tryOut(dn, password);
        ldap.modify(dn, Modifications.delete(SchemaNames.SYNC_STATE, AccountEntry.PASSWORD_WANTED));
    }

    private void set(String dn, TypedPassword password) throws LDAPException, Refusal {
        PasswordModifyExtendedRequest request =
                new PasswordModifyExtendedRequest(dn, null, password.value());
        ExtendedResult answer = pool.processExtendedOperation(request.duplicate(controls()));
        if (answer.getResultCode().equals(ResultCode.PROTOCOL_ERROR)) {
            throw Refusal.policy("the directory offers no Password Modify (RFC 3062)");
        }
        requireSuccess(answer);
    }

    /** As servers take it that have no such operation, or not on every connection. */
    private void write(String dn, TypedPassword password) throws LDAPException, Refusal {
        Attribute attribute = form.of(password.value());
        Modification change =
                new Modification(
                        ModificationType.REPLACE, attribute.getName(), attribute.getRawValues());
        try {
            pool.modify(new ModifyRequest(dn, List.of(change), controls()));
        } catch (LDAPException e) {
            requireSuccess(e.toLDAPResult());
        }
    }

    private void requireSuccess(LDAPResult answer) throws LDAPException, Refusal {
        ResultCode code = answer.getResultCode();
        if (REFUSALS.contains(code)) {
            throw new Refusal(new PasswordRefused(reason(answer), "the directory answers " + code));
        }
        if (!code.equals(ResultCode.SUCCESS)) {
            throw new LDAPException(answer);
        }
    }

    /** What the directory took may still be of no use: expired at once, or locked by a policy. */
    private void tryOut(String dn, TypedPassword password) throws LDAPException, Refusal {
        try {
            pool.bindAndRevertAuthentication(dn, password.value());
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)
                    || REFUSALS.contains(e.getResultCode())) {
                throw new Refusal(
                        new PasswordRefused(
                                Reason.OTHER,
                                "the directory accepted it, but refuses a bind with it"));
            }
            throw e;
        }
    }

    private static Control[] controls() {
        return new Control[] {new DraftBeheraLDAPPasswordPolicy10RequestControl(false)};
    }

    /** Active Directory says no more than that its rules are broken. */
    private Reason reason(LDAPResult answer) {
        DraftBeheraLDAPPasswordPolicy10ErrorType error = policyError(answer);
        if (error == null) {
            return form == PasswordForm.UNICODE_PWD ? Reason.TOO_WEAK : Reason.OTHER;
        }
        return switch (error) {
            case PASSWORD_TOO_SHORT -> Reason.TOO_SHORT;
            case INSUFFICIENT_PASSWORD_QUALITY -> Reason.TOO_WEAK;
            case PASSWORD_IN_HISTORY -> Reason.USED_BEFORE;
            case ACCOUNT_LOCKED,
                    CHANGE_AFTER_RESET,
                    MUST_SUPPLY_OLD_PASSWORD,
                    PASSWORD_EXPIRED,
                    PASSWORD_MOD_NOT_ALLOWED,
                    PASSWORD_TOO_YOUNG ->
                    Reason.OTHER;
        };
    }

    private static @Nullable DraftBeheraLDAPPasswordPolicy10ErrorType policyError(
            LDAPResult answer) {
        try {
            DraftBeheraLDAPPasswordPolicy10ResponseControl policy =
                    DraftBeheraLDAPPasswordPolicy10ResponseControl.get(answer);
            return policy == null ? null : policy.getErrorType();
        } catch (LDAPException unreadable) {
            // The refusal is certain; only its reason is unknown.
            return null;
        }
    }
}
