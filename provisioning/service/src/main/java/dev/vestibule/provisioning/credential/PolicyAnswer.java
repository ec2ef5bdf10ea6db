package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.PasswordExpiredControl;
import com.unboundid.ldap.sdk.controls.PasswordExpiringControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;

import dev.vestibule.provisioning.vocabulary.PasswordStanding;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.Expired;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.ExpiresIn;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.Fine;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.GraceLogins;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.MustChange;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a directory says of a password at a bind, in the ways of the kinds of servers: a control of
 * draft-behera-ldap-password-policy (OpenLDAP, 389 Directory Server), the two controls of
 * draft-vchu-ldap-pwd-policy (389 Directory Server), and a number in the message of Active
 * Directory. A policy that refuses a right password says so; it says nothing of a wrong one.
 *
 * @param bound whether the directory accepts the bind
 * @param standing null if the password is not proved to be right
 */
record PolicyAnswer(boolean bound, @Nullable PasswordStanding standing) {
    /** Nothing is proved. */
    static final PolicyAnswer REFUSED = new PolicyAnswer(false, null);

    /** [MS-ERREF]: 532 is ERROR_PASSWORD_EXPIRED, 773 ERROR_PASSWORD_MUST_CHANGE. */
    private static final Pattern SUB_CODE =
            Pattern.compile("AcceptSecurityContext error, data ([0-9a-fA-F]+)");

    private static final String EXPIRED_AD = "532";
    private static final String MUST_CHANGE_AD = "773";

    static PolicyAnswer of(BindResult answer) {
        if (answer.getResultCode().equals(ResultCode.SUCCESS)) {
            return new PolicyAnswer(true, accepted(answer));
        }
        return answer.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)
                ? new PolicyAnswer(false, refused(answer))
                : REFUSED;
    }

    /** Whether the password is right. */
    boolean proved() {
        return standing != null;
    }

    private static PasswordStanding accepted(LDAPResult answer) {
        DraftBeheraLDAPPasswordPolicy10ResponseControl policy = policy(answer);
        if (policy != null) {
            if (policy.getErrorType()
                    == DraftBeheraLDAPPasswordPolicy10ErrorType.CHANGE_AFTER_RESET) {
                return new MustChange();
            }
            if (policy.getWarningType() != null) {
                return switch (policy.getWarningType()) {
                    case TIME_BEFORE_EXPIRATION ->
                            new ExpiresIn(Duration.ofSeconds(policy.getWarningValue()));
                    case GRACE_LOGINS_REMAINING -> new GraceLogins(policy.getWarningValue());
                };
            }
        }
        if (control(answer, PasswordExpiredControl.PASSWORD_EXPIRED_OID) != null) {
            return new MustChange();
        }
        PasswordExpiringControl expiring = expiring(answer);
        return expiring == null
                ? new Fine()
                : new ExpiresIn(Duration.ofSeconds(expiring.getSecondsUntilExpiration()));
    }

    private static @Nullable PasswordStanding refused(LDAPResult answer) {
        DraftBeheraLDAPPasswordPolicy10ResponseControl policy = policy(answer);
        if (policy != null && policy.getErrorType() != null) {
            return switch (policy.getErrorType()) {
                case PASSWORD_EXPIRED -> new Expired();
                case CHANGE_AFTER_RESET -> new MustChange();
                case ACCOUNT_LOCKED,
                        INSUFFICIENT_PASSWORD_QUALITY,
                        MUST_SUPPLY_OLD_PASSWORD,
                        PASSWORD_IN_HISTORY,
                        PASSWORD_MOD_NOT_ALLOWED,
                        PASSWORD_TOO_SHORT,
                        PASSWORD_TOO_YOUNG ->
                        null;
            };
        }
        if (control(answer, PasswordExpiredControl.PASSWORD_EXPIRED_OID) != null) {
            return new Expired();
        }
        return ofSubCode(String.valueOf(answer.getDiagnosticMessage()));
    }

    private static @Nullable PasswordStanding ofSubCode(String message) {
        var code = SUB_CODE.matcher(message);
        return switch (code.find() ? String.valueOf(code.group(1)) : "") {
            case EXPIRED_AD -> new Expired();
            case MUST_CHANGE_AD -> new MustChange();
            default -> null;
        };
    }

    /** The control of the draft; null without one, or with one that cannot be read. */
    static @Nullable DraftBeheraLDAPPasswordPolicy10ResponseControl policy(LDAPResult answer) {
        try {
            return DraftBeheraLDAPPasswordPolicy10ResponseControl.get(answer);
        } catch (LDAPException unreadable) {
            // The answer itself is certain; only its reason is unknown.
            return null;
        }
    }

    private static @Nullable PasswordExpiringControl expiring(LDAPResult answer) {
        try {
            return PasswordExpiringControl.get(answer);
        } catch (LDAPException unreadable) {
            return null;
        }
    }

    private static @Nullable Control control(LDAPResult answer, String oid) {
        return answer.getResponseControl(oid);
    }
}
