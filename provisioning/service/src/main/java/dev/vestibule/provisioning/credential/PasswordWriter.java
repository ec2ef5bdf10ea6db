package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;

import dev.vestibule.provisioning.api.Failure.PasswordRefused;
import dev.vestibule.provisioning.api.Failure.PasswordRefused.Reason;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.PasswordForm;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * Writes passwords, usually with the Password Modify operation (RFC 3062): the directory hashes one
 * as it hashes every other and applies its own policy, which it could not do to a hash of ours.
 *
 * @param form how the directory takes passwords
 */
record PasswordWriter(PasswordForm form) {
    private static final Set<ResultCode> REFUSALS =
            Set.of(
                    ResultCode.CONSTRAINT_VIOLATION,
                    ResultCode.INVALID_ATTRIBUTE_SYNTAX,
                    ResultCode.UNWILLING_TO_PERFORM);

    /**
     * Sets the password, whatever it was.
     *
     * @param gateway a connection that may do so
     * @throws Refusal a {@link PasswordRefused} if the directory refuses the password
     */
    void set(FullLDAPInterface gateway, String dn, TypedPassword next)
            throws LDAPException, Refusal {
        LDAPResult answer =
                switch (form) {
                    case USER_PASSWORD -> operation(gateway, dn, null, next);
                    case WRITTEN_USER_PASSWORD, UNICODE_PWD ->
                            modify(gateway, dn, change(ModificationType.REPLACE, next));
                };
        requireSuccess(answer);
    }

    /**
     * Changes the password as its user does, who knows the current one.
     *
     * @param connection bound as the user; for Active Directory any
     * @return whether the user may do so here
     * @throws Refusal a {@link PasswordRefused} if the directory refuses the password
     */
    boolean change(
            FullLDAPInterface connection, String dn, TypedPassword current, TypedPassword next)
            throws LDAPException, Refusal {
        LDAPResult answer =
                switch (form) {
                    case USER_PASSWORD -> operation(connection, dn, current, next);
                    case WRITTEN_USER_PASSWORD ->
                            modify(connection, dn, change(ModificationType.REPLACE, next));
                    case UNICODE_PWD ->
                            modify(
                                    connection,
                                    dn,
                                    change(ModificationType.DELETE, current),
                                    change(ModificationType.ADD, next));
                };
        if (isWithoutRight(answer)) {
            return false;
        }
        requireSuccess(answer);
        return true;
    }

    /**
     * Where a policy forbids users to change passwords, OpenLDAP gives the code and the policy's
     * word for it; 389 Directory Server has another code for that.
     */
    private boolean isWithoutRight(LDAPResult answer) {
        return answer.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
                && (form == PasswordForm.WRITTEN_USER_PASSWORD || policyError(answer) == null);
    }

    /** Whether a code says that the password itself is refused. */
    static boolean refuses(ResultCode code) {
        return REFUSALS.contains(code);
    }

    private static LDAPResult operation(
            FullLDAPInterface connection,
            String dn,
            @Nullable TypedPassword current,
            TypedPassword next)
            throws LDAPException, Refusal {
        PasswordModifyExtendedRequest request =
                new PasswordModifyExtendedRequest(
                        dn, current == null ? null : current.value(), next.value());
        LDAPResult answer = connection.processExtendedOperation(request.duplicate(controls()));
        if (answer.getResultCode().equals(ResultCode.PROTOCOL_ERROR)) {
            throw Refusal.policy("the directory offers no Password Modify (RFC 3062)");
        }
        return answer;
    }

    /** As servers take it that have no such operation, or not on every connection. */
    private static LDAPResult modify(
            FullLDAPInterface connection, String dn, Modification... changes) {
        try {
            return connection.modify(new ModifyRequest(dn, List.of(changes), controls()));
        } catch (LDAPException e) {
            return e.toLDAPResult();
        }
    }

    private Modification change(ModificationType type, TypedPassword password) {
        var attribute = form.of(password.value());
        return new Modification(type, attribute.getName(), attribute.getRawValues());
    }

    private void requireSuccess(LDAPResult answer) throws LDAPException, Refusal {
        ResultCode code = answer.getResultCode();
        if (refuses(code) || policyError(answer) != null) {
            throw new Refusal(new PasswordRefused(reason(answer), "the directory answers " + code));
        }
        if (!code.equals(ResultCode.SUCCESS)) {
            throw new LDAPException(answer);
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
        var policy = PolicyAnswer.policy(answer);
        return policy == null ? null : policy.getErrorType();
    }
}
