package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.ldap.KeyedLock;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/**
 * Tries to provision until the directory has taken it: again where another login was quicker, and
 * without an optional attribute whose value the directory refuses.
 *
 * @param people runs the logins of one user one after the other
 */
record ProvisioningAttempts(Reconciliation once, KeyedLock people) {
    private static final Logger LOG = LoggerFactory.getLogger(ProvisioningAttempts.class);

    /** One attempt. */
    interface Reconciliation {
        ProvisionUser.Result reconcile(String commandId, DesiredAccount desired)
                throws LDAPException, Refusal;
    }

    /**
     * An optional value that the directory refuses is omitted, so that it does not prevent a
     * sign-in.
     */
    ProvisionUser.Result provision(String commandId, DesiredAccount wanted) throws Refusal {
        DesiredAccount desired = wanted;
        while (true) {
            try {
                return omitting(desired, attempt(commandId, desired));
            } catch (LDAPException e) {
                Failure failure = ResultCodes.failure(e, desired.sent());
                if (!ResultCodes.aboutAValue(e)
                        || !(failure instanceof AttributeRejected(var name, _))
                        || !desired.attributes().optional(name)) {
                    throw new Refusal(failure);
                }
                desired = desired.without(name);
            }
        }
    }

    private static ProvisionUser.Result omitting(
            DesiredAccount desired, ProvisionUser.Result reply) {
        List<String> omitted = List.copyOf(desired.attributes().omitted());
        if (omitted.isEmpty() || !(reply instanceof UserProvisioned done)) {
            return reply;
        }
        LOG.info(
                "event=attributes_omitted connection={} account=\"{}\" attributes={}",
                desired.connection(),
                done.dn(),
                omitted);
        return new UserProvisioned(
                done.commandId(), done.outcome(), done.account(), done.changes().omitting(omitted));
    }

    /**
     * Logins of one user in this process run one after the other from the first attempt on: each
     * writes several times, and simultaneous ones would make each other fail.
     */
    private ProvisionUser.Result attempt(String commandId, DesiredAccount desired)
            throws LDAPException, Refusal {
        return people.take(desired.link(), () -> repeat(commandId, desired));
    }

    private ProvisionUser.Result repeat(String commandId, DesiredAccount desired)
            throws LDAPException, Refusal {
        for (int attempt = 1; attempt < ResultCodes.ATTEMPTS; attempt++) {
            try {
                return once.reconcile(commandId, desired);
            } catch (LDAPException e) {
                if (!ResultCodes.lostARace(e)) {
                    throw e;
                }
            }
        }
        return once.reconcile(commandId, desired);
    }
}
