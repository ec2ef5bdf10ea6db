package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.PasswordRejected;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.ldap.Refusal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;

/** Proves with an account's own password that it belongs to the user: by a bind as that account. */
public final class OwnershipProof {
    private static final Logger LOG = LoggerFactory.getLogger(OwnershipProof.class);

    private final LdapConnections connections;
    private final PasswordAttempts attempts;

    /** Binds with connections of its own; forgets wrong passwords by this clock. */
    public OwnershipProof(LdapConnections connections, InstantSource clock) {
        this.connections = connections;
        attempts = new PasswordAttempts(PasswordAttempts.MOST_CLAIMS, clock);
    }

    /**
     * Returns if the account belongs to the user.
     *
     * @throws Refusal a {@link PasswordRejected} when it is not proved
     * @throws LDAPException when the directory could not tell
     */
    public void require(AccountEntry account, DesiredAccount.Offer offer)
            throws LDAPException, Refusal {
        String dn = account.canonicalDn();
        if (!dn.equals(offer.dn())) {
            throw new Refusal(new AccountConflict("not the account that was asked about: " + dn));
        }
        if (!PasswordCheck.plausible(offer.password())) {
            throw rejected("no password can be like that for " + dn);
        }
        String key = account.dn().toNormalizedString();
        if (!attempts.admit(key)) {
            throw rejected("too many wrong passwords for " + dn);
        }
        if (!binds(account, offer, key)) {
            throw rejected("wrong password, or one that the directory refuses, for " + dn);
        }
        attempts.forgive(key);
    }

    private boolean binds(AccountEntry account, DesiredAccount.Offer offer, String key)
            throws LDAPException {
        try (var user = connections.user()) {
            return user.bind(account.dn(), offer.password().value())
                    .getResultCode()
                    .equals(ResultCode.SUCCESS);
        } catch (LDAPException unavailable) {
            attempts.giveBack(key);
            throw unavailable;
        }
    }

    private static Refusal rejected(String detail) {
        LOG.info("event=ownership-not-proved detail=\"{}\"", detail);
        return new Refusal(new PasswordRejected(detail));
    }
}
