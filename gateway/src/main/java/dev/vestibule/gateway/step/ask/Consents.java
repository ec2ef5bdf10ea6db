package dev.vestibule.gateway.step.ask;

import dev.vestibule.flow.step.ask.AskStep;
import dev.vestibule.flow.step.ask.AskStep.Consent;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;

import java.time.Instant;
import java.util.List;

/**
 * What users have agreed to: notes {@code consent STEP VERSION TIME} of their accounts. Those of
 * earlier versions stay: they tell what the user agreed to then.
 */
record Consents(FactorStore memory) {
    private static final String WORD = "consent";

    /** Whether the account has agreed to this version. */
    Future<Boolean> has(String account, AskStep step, Consent consent) {
        String note = note(step, consent);
        return memory.read(account)
                .map(known ->
                        known.of(FactorAttribute.MEMORY).stream()
                                .anyMatch(each -> each.startsWith(note)));
    }

    /** Notes that the account has agreed. */
    Future<Boolean> remember(String account, AskStep step, Consent consent, Instant now) {
        return memory.change(
                account, FactorAttribute.MEMORY, List.of(), List.of(note(step, consent) + now));
    }

    private static String note(AskStep step, Consent consent) {
        return String.join(" ", WORD, step.id(), consent.version(), "");
    }
}
