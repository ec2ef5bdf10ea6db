package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

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

/**
 * Gives a new account the password that its user chose.
 *
 * <p>The account says that it lacks its password from the moment it is added until the password has
 * been tried: the next login continues what was interrupted.
 */
public final class AccountPasswords {
    private final LDAPConnectionPool pool;
    private final Ldap ldap;
    private final PasswordWriter writer;

    /**
     * Sets passwords.
     *
     * @param pool what extended operations and binds go through
     */
    public AccountPasswords(LDAPConnectionPool pool, Ldap ldap, PasswordForm form) {
        this.pool = pool;
        this.ldap = ldap;
        writer = new PasswordWriter(form);
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
        writer.set(pool, dn, password);
        tryOut(dn, password);
        ldap.modify(dn, Modifications.delete(SchemaNames.SYNC_STATE, AccountEntry.PASSWORD_WANTED));
    }

    /** What the directory took may still be of no use: expired at once, or locked by a policy. */
    private void tryOut(String dn, TypedPassword password) throws LDAPException, Refusal {
        try {
            pool.bindAndRevertAuthentication(dn, password.value());
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)
                    || PasswordWriter.refuses(e.getResultCode())) {
                throw new Refusal(
                        new PasswordRefused(
                                Reason.OTHER,
                                "the directory accepted it, but refuses a bind with it"));
            }
            throw e;
        }
    }
}
