package dev.vestibule.gateway.login;

import dev.vestibule.flow.expression.Facts.StepFacts;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AccountResult.Settled;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * What a login has proved so far.
 *
 * @param steps the completed steps by id
 * @param identity who the person is: the first identity with an account, else the first of all
 * @param account the directory account of that identity, null while there is none
 * @param provisioning what was done for that account, for the log
 */
record LoginProgress(
        Map<String, StepFacts> steps,
        @Nullable VerifiedIdentity identity,
        @Nullable Account account,
        String provisioning) {
    LoginProgress {
        steps = Map.copyOf(steps);
    }

    static LoginProgress none() {
        return new LoginProgress(Map.of(), null, null, "none");
    }

    /** Whether another step's account could still tell who the person is. */
    boolean open() {
        return account == null;
    }

    /** The step is done; what it proved tells who the person is, unless that is settled already. */
    LoginProgress with(String step, StepFacts facts, VerifiedIdentity proved, Settled settled) {
        Map<String, StepFacts> done = new HashMap<>(steps);
        done.put(step, facts);
        boolean first = identity == null || (open() && settled.account() != null);
        return first
                ? new LoginProgress(done, proved, settled.account(), settled.provisioning())
                : new LoginProgress(done, identity, account, provisioning);
    }
}
