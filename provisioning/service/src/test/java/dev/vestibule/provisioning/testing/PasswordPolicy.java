package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Failure.PasswordRefused.Reason;

/**
 * A server's rule against short passwords.
 *
 * @param begin puts it into force
 * @param end takes it away again
 * @param reason what the server says of a short one
 */
public record PasswordPolicy(Step begin, Step end, Reason reason) {

    /** What an administrator does. */
    public interface Step {
        void run() throws LDAPException;
    }
}
