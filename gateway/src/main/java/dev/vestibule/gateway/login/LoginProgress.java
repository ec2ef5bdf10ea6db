package dev.vestibule.gateway.login;

import dev.vestibule.flow.expression.Facts.StepFacts;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AccountResult.Settled;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a login has proved so far.
 *
 * @param steps the completed steps by id
 * @param first the first identity of the login, null before there is one
 * @param people every identity of the login; all belong to the same user
 * @param identity the identity of the user: the first one with an account, else the first of all
 * @param account the directory account of that identity, null while there is none
 * @param provisioning what was done for that account, for the log
 */
record LoginProgress(
        Map<String, StepFacts> steps,
        @Nullable VerifiedIdentity first,
        List<PersonKey> people,
        @Nullable VerifiedIdentity identity,
        @Nullable Account account,
        String provisioning) {
    LoginProgress {
        steps = Map.copyOf(steps);
        people = List.copyOf(people);
    }

    static LoginProgress none() {
        return new LoginProgress(Map.of(), null, List.of(), null, null, "none");
    }

    /** Whether the account of another step could still identify the user. */
    boolean open() {
        return account == null;
    }

    /** Whether this is one of the login's identities already. */
    boolean knows(PersonKey person) {
        return people.stream().anyMatch(person::same);
    }

    /** An identity that was verified just now, and what tells whose it is. */
    record Proof(VerifiedIdentity identity, PersonKey person) {}

    /** The step is done; it identifies the user, unless that is decided already. */
    LoginProgress with(String step, StepFacts facts, Proof proof, Settled settled) {
        Map<String, StepFacts> done = new HashMap<>(steps);
        done.put(step, facts);
        VerifiedIdentity proved = proof.identity();
        List<PersonKey> all = new ArrayList<>(people);
        all.add(proof.person());
        VerifiedIdentity began = first == null ? proved : first;
        boolean decides = identity == null || (open() && settled.account() != null);
        return decides
                ? new LoginProgress(
                        done, began, all, proved, settled.account(), settled.provisioning())
                : new LoginProgress(done, began, all, identity, account, provisioning);
    }
}
