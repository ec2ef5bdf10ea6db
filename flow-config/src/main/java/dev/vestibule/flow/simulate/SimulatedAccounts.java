package dev.vestibule.flow.simulate;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.evaluate.AccountMapping.Mapped;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.NoMatch;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Prompt;
import dev.vestibule.flow.scenario.Expectation.Refusal;
import dev.vestibule.flow.simulate.SimulatedAccount.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What provisioning does for a simulated identity: the gateway's mapping, written nowhere. */
record SimulatedAccounts(Entries entries) {
    private static final AccountMapper MAPPER = new AccountMapper();
    private static final String USERNAME = "username";

    /**
     * The result.
     *
     * @param account null when the user has none
     * @param refused null when the login continues
     */
    record Settled(@Nullable SimulatedAccount account, Ending.@Nullable Refused refused) {}

    /** An account that exists; its entry is only known as far as the test says it. */
    SimulatedAccount found(AccountFacts account, @Nullable Provisioning provisioning) {
        return new SimulatedAccount(
                Outcome.FOUND,
                account.username(),
                entries.dn(account.username(), provisioning),
                entries.form(),
                entries.known(account.username(), account.attributes()),
                account.groups(),
                List.of());
    }

    /**
     * What is done for an identity.
     *
     * @param existing the account that is linked to it; null for none
     * @param answers what the user enters on the page of the first login
     */
    Settled settle(
            Provisioning provisioning,
            EvaluationContext facts,
            @Nullable SimulatedAccount existing,
            Map<String, String> answers) {
        if (!provisioning.enabled()) {
            return new Settled(null, null);
        }
        String key = provisioning.trust().subject();
        if (facts.claims() == null || facts.claims().get(key) == null) {
            return refused(Refusal.ACCOUNT_REFUSED, "the identity has no claim " + key);
        }
        return switch (MAPPER.map(provisioning, facts)) {
            case AccountMapping.Skipped() -> new Settled(existing, null);
            case AccountMapping.Unmappable(var detail) -> refused(Refusal.ACCOUNT_REFUSED, detail);
            case AccountMapping.UnknownGroups unknown ->
                    refused(
                            Refusal.GROUPS_UNKNOWN,
                            "the groups are not known: " + unknown.detail());
            case Mapped mapped ->
                    existing == null
                            ? created(provisioning, mapped, answers)
                            : new Settled(entries.updated(existing, provisioning, mapped), null);
        };
    }

    private Settled created(Provisioning provisioning, Mapped mapped, Map<String, String> answers) {
        if (provisioning.existing().noMatch() == NoMatch.SKIP) {
            return new Settled(null, null);
        }
        String chosen = asksUsername(provisioning) ? answers.get(USERNAME) : null;
        if (mapped.refused() != null && chosen == null) {
            return refused(
                    Refusal.USERNAME_REFUSED,
                    "no new account gets the username: " + mapped.refused().words());
        }
        Map<String, List<String>> typed = new LinkedHashMap<>();
        mapped.asked().stream()
                .filter(answers::containsKey)
                .forEach(name -> typed.put(name, List.of(answers.getOrDefault(name, ""))));
        String username = chosen == null ? mapped.username() : chosen;
        return new Settled(entries.created(username, provisioning, mapped, typed), null);
    }

    private static boolean asksUsername(Provisioning provisioning) {
        Prompt prompt = provisioning.newAccounts().prompt();
        return prompt == Prompt.USERNAME || prompt == Prompt.USERNAME_AND_PASSWORD;
    }

    private static Settled refused(Refusal why, String detail) {
        return new Settled(null, new Ending.Refused(why, detail));
    }
}
