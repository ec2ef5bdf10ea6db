package dev.vestibule.gateway.factor.recoverycode;

import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Codes that are valid once each. The directory has only a hash of each, encrypted: a code has 50
 * random bits, so that neither can be guessed from the other without the gateway's key.
 */
public record RecoveryCodes(FactorStore store, RandomGenerator random) {
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 10;

    /**
     * New codes that are not stored yet.
     *
     * @param shown what the user sees, once
     * @param stored what the directory keeps
     */
    public record Made(List<String> shown, List<String> stored) {
        public Made {
            shown = List.copyOf(shown);
            stored = List.copyOf(stored);
        }

        /** Without the codes. */
        @Override
        public String toString() {
            return "Made[hidden]";
        }
    }

    /** Makes codes for the account with this id. */
    public Made make(String account, int count) {
        List<String> shown = new ArrayList<>();
        List<String> stored = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String code = code();
            shown.add(code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2));
            stored.add(store.seal(account, FactorAttribute.RECOVERY_CODE, hash(account, code)));
        }
        return new Made(shown, stored);
    }

    /** Stores them in place of all codes that the account has; false when another did it now. */
    public Future<Boolean> keep(AccountFactors factors, List<String> stored) {
        return store.change(
                factors.account().id(),
                FactorAttribute.RECOVERY_CODE,
                factors.of(FactorAttribute.RECOVERY_CODE),
                stored);
    }

    /** Uses a code up; false when the account has none like it, or it was used in this moment. */
    Future<Boolean> use(AccountFactors factors, String typed) {
        String account = factors.account().id();
        String wanted = hash(account, typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
        @Nullable String found = null;
        for (FactorStore.Opened code : store.open(factors, FactorAttribute.RECOVERY_CODE)) {
            // All of them are compared, so that the time does not tell which one it was.
            found = Tokens.same(code.value(), wanted) ? code.stored() : found;
        }
        return found == null
                ? Future.succeededFuture(false)
                : store.change(account, FactorAttribute.RECOVERY_CODE, List.of(found), List.of());
    }

    private String code() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(
                        StringBuilder::new,
                        (text, at) -> text.append(ALPHABET.charAt(at)),
                        StringBuilder::append)
                .toString();
    }

    private static String hash(String account, String code) {
        return Tokens.hash("vestibule.recovery " + account + " " + code);
    }
}
