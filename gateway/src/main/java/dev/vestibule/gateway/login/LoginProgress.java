package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.Passage;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.Trail;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.identity.PersonKey;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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
 * @param logins the sign-ins at providers that it rests on, the last one first
 * @param went how the login came to where it is; null at its beginning
 */
public record LoginProgress(
        Map<String, StepFacts> steps,
        @Nullable VerifiedIdentity first,
        List<PersonKey> people,
        @Nullable VerifiedIdentity later,
        @Nullable Account account,
        String provisioning,
        List<ProviderLogin> logins,
        @Nullable Trail went) {
    public LoginProgress {
        logins = List.copyOf(logins);
        steps = Map.copyOf(steps);
        people = List.copyOf(people);
    }

    static LoginProgress none() {
        return new LoginProgress(Map.of(), null, List.of(), null, null, "none", List.of(), null);
    }

    /** That of a login whose account is known before its first step; nothing is proved yet. */
    static LoginProgress of(Account account) {
        return new LoginProgress(
                Map.of(), null, List.of(), null, account, "found", List.of(), null);
    }

    /** The same with the account of its identity. */
    LoginProgress of(Account found, boolean knownDevice) {
        Trail trail = trail().onDevice(knownDevice);
        return new LoginProgress(steps, first, people, later, found, provisioning, logins, trail);
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
     * @param knownDevice whether the account has called this device its own
     */
    public record Proof(
            VerifiedIdentity identity,
            PersonKey person,
            @Nullable Account account,
            String provisioning,
            boolean knownDevice) {
        /** With an account on another device. */
        public Proof(
                VerifiedIdentity identity,
                PersonKey person,
                @Nullable Account account,
                String provisioning) {
            this(identity, person, account, provisioning, false);
        }

        /** The same on a device that the account has called its own. */
        public Proof onKnownDevice() {
            return new Proof(identity, person, account, provisioning, true);
        }
    }

    /** How the login came to where it is. */
    public Trail trail() {
        return went == null ? Trail.NONE : went;
    }

    /** The same after a step of the flow was completed. */
    LoginProgress with(Flow flow, String step, StepFacts facts, @Nullable Proof proof) {
        boolean subject =
                flow.steps().stream()
                        .anyMatch(each -> each.id().equals(step) && each.decidesAccount());
        LoginProgress proved = proving(proof, subject);
        return proved.at(new Passage(steps, proved.trail()).passed(flow, step, facts));
    }

    /**
     * The same with the account as a step has changed it.
     *
     * @throws IllegalStateException when it is another account
     */
    LoginProgress changed(Account now) {
        if (account == null || !account.id().equals(now.id())) {
            throw new IllegalStateException("a step changes the account of the login only");
        }
        return new LoginProgress(steps, first, people, later, now, provisioning, logins, went);
    }

    /** The same after the user has not completed a step of the flow. */
    LoginProgress without(Flow flow, String step) {
        return at(new Passage(steps, trail()).failed(flow, step));
    }

    /** The same with another wrong answer to a step. */
    LoginProgress mistaken(String step) {
        return at(new Passage(steps, trail().mistaken(step)));
    }

    private LoginProgress at(Passage passage) {
        return new LoginProgress(
                passage.steps(),
                first,
                people,
                later,
                account,
                provisioning,
                logins,
                passage.trail());
    }

    private LoginProgress proving(@Nullable Proof proof, boolean subject) {
        if (proof == null) {
            return this;
        }
        boolean before = !subject && trail().knownDevice();
        Trail trail = trail().onDevice(before || proof.knownDevice());
        List<PersonKey> all = new ArrayList<>(people);
        all.add(proof.person());
        List<ProviderLogin> now = ProviderLogin.joined(login(proof), logins);
        if (first == null) {
            return new LoginProgress(
                    steps,
                    proof.identity(),
                    all,
                    null,
                    proof.account(),
                    proof.provisioning(),
                    now,
                    trail);
        }
        return subject || account == null && proof.account() != null
                ? new LoginProgress(
                        steps,
                        first,
                        all,
                        proof.identity(),
                        proof.account(),
                        proof.provisioning(),
                        now,
                        trail)
                : new LoginProgress(steps, first, all, later, account, provisioning, now, trail);
    }

    private static List<ProviderLogin> login(Proof proof) {
        ProviderLogin login = proof.identity().login();
        return login == null ? List.of() : List.of(login);
    }
}
