package dev.vestibule.gateway.login;

import dev.vestibule.flow.expression.EvaluationContext.StepFacts;
import dev.vestibule.gateway.identity.PersonKey;
import dev.vestibule.gateway.identity.VerifiedIdentity;
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
 * @param later the later identity that identifies the user; null while that is the first one
 * @param account the directory account of that identity, null while there is none
 * @param provisioning what was done for that account, for the log
 */
public record LoginProgress(
        Map<String, StepFacts> steps,
        @Nullable VerifiedIdentity first,
        List<PersonKey> people,
        @Nullable VerifiedIdentity later,
        @Nullable Account account,
        String provisioning) {
    public LoginProgress {
        steps = Map.copyOf(steps);
        people = List.copyOf(people);
    }

    static LoginProgress none() {
        return new LoginProgress(Map.of(), null, List.of(), null, null, "none");
    }

    /** That of a login whose account is known before its first step; nothing is proved yet. */
    static LoginProgress of(Account account) {
        return new LoginProgress(Map.of(), null, List.of(), null, account, "found");
    }

    /** The identity of the user: the first one with an account, else the first of all. */
    public @Nullable VerifiedIdentity identity() {
        return later == null ? first : later;
    }

    /** Whether this is one of the login's identities already. */
    public boolean knows(PersonKey person) {
        return people.stream().anyMatch(person::same);
    }

    /**
     * An identity that was just verified.
     *
     * @param person the key of its user
     * @param account its account, null when it has none
     * @param provisioning what was done for the account, for the log
     */
    public record Proof(
            VerifiedIdentity identity,
            PersonKey person,
            @Nullable Account account,
            String provisioning) {}

    /** The same with another step that is complete. */
    LoginProgress with(String step, StepFacts facts, @Nullable Proof proof) {
        Map<String, StepFacts> done = new HashMap<>(steps);
        done.put(step, facts);
        if (proof == null) {
            return new LoginProgress(done, first, people, later, account, provisioning);
        }
        List<PersonKey> all = new ArrayList<>(people);
        all.add(proof.person());
        if (first == null) {
            return new LoginProgress(
                    done, proof.identity(), all, null, proof.account(), proof.provisioning());
        }
        return account == null && proof.account() != null
                ? new LoginProgress(
                        done, first, all, proof.identity(), proof.account(), proof.provisioning())
                : new LoginProgress(done, first, all, later, account, provisioning);
    }
}
