package dev.vestibule.gateway.token;

import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The access tokens of accounts, which the directory keeps with each account as hashes. */
public record PersonalTokens(FactorStore store, Tokens tokens, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(PersonalTokens.class);

    /** So that the notes of an account have room for others. */
    private static final int MOST = 50;

    /** How precisely the last use is known. */
    private static final Duration DAY = Duration.ofDays(1);

    /** How often a change is tried that another one of the same account was faster than. */
    private static final int ATTEMPTS = 5;

    /**
     * What a user wants a token for.
     *
     * @param name of 1 to {@link AccessToken#LONGEST_NAME} characters
     * @param apps ids, at least one
     */
    public record Wish(String name, Set<String> apps, Duration lifetime) {
        public Wish {
            apps = Set.copyOf(apps);
        }
    }

    /** A token that was found, with its account as the directory has it now. */
    record Held(Account account, AccessToken token) {}

    /** Those of an account that have not ended, in the order of their names. */
    public List<AccessToken> of(AccountFactors factors) {
        Instant now = clock.instant();
        return all(factors).stream()
                .filter(token -> now.isBefore(token.expires()))
                .sorted(java.util.Comparator.comparing(AccessToken::name))
                .toList();
    }

    private static List<AccessToken> all(AccountFactors factors) {
        return factors.of(FactorAttribute.MEMORY).stream()
                .map(AccessToken::parse)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /**
     * Makes one. Tokens that have ended leave the account at the same time.
     *
     * @return the text, which is known to no one else and cannot be shown again
     */
    public Future<String> issue(AccountFactors factors, Wish wish) {
        if (of(factors).size() >= MOST) {
            return Future.failedFuture(
                    HttpFailure.of(
                            FailureKind.BAD_REQUEST, "more tokens than an account may have"));
        }
        TokenText text = TokenText.of(factors.account().id(), tokens);
        Instant now = clock.instant();
        AccessToken token =
                new AccessToken(
                        text.hash(),
                        wish.apps(),
                        now,
                        now.plus(wish.lifetime()),
                        null,
                        wish.name());
        return change(factors, ended(factors, now), List.of(token.note()))
                .map(done -> {
                    if (!done) {
                        throw HttpFailure.of(
                                FailureKind.LOGIN_EXPIRED, "the account was changed meanwhile");
                    }
                    log("access-token-created", factors.account(), token);
                    return text.shown();
                });
    }

    private static List<String> ended(AccountFactors factors, Instant now) {
        return all(factors).stream()
                .filter(token -> !now.isBefore(token.expires()))
                .map(AccessToken::note)
                .toList();
    }

    /** Removes one; without effect when the account has none with this hash. */
    public Future<Void> remove(AccountFactors factors, String hash) {
        return remove(factors, hash, ATTEMPTS);
    }

    private Future<Void> remove(AccountFactors factors, String hash, int attempts) {
        AccessToken token = find(factors, hash);
        if (token == null) {
            return Future.succeededFuture();
        }
        return change(factors, List.of(token.note()), List.of())
                .compose(done -> {
                    if (done) {
                        log("access-token-removed", factors.account(), token);
                        return Future.succeededFuture();
                    }
                    return attempts == 0
                            ? Future.failedFuture(
                                    HttpFailure.of(
                                            FailureKind.INTERNAL, "the token changes all the time"))
                            : store.read(factors.account().id())
                                    .compose(now -> remove(now, hash, attempts - 1));
                });
    }

    private Future<Boolean> change(
            AccountFactors factors, List<String> removed, List<String> added) {
        return store.change(factors.account().id(), FactorAttribute.MEMORY, removed, added);
    }

    private static @Nullable AccessToken find(AccountFactors factors, String hash) {
        return all(factors).stream()
                .filter(token -> Tokens.same(token.hash(), hash))
                .findFirst()
                .orElse(null);
    }

    private static void log(String event, Account account, AccessToken token) {
        LOG.info(
                "event={} account=\"{}\" token={} apps={} expires={}",
                event,
                account.dn(),
                token.hash().substring(0, 8),
                String.join(",", token.apps()),
                token.expires());
    }

    /**
     * The token with this hash of an account, when both can be used now; else null. Fails when the
     * directory does not say.
     *
     * @param account its id
     */
    Future<@Nullable Held> held(String account, String hash) {
        return store.find(account).map(factors -> factors == null ? null : usable(factors, hash));
    }

    private @Nullable Held usable(AccountFactors factors, String hash) {
        AccessToken token = find(factors, hash);
        boolean active = factors.account().state().kind() == AccountState.Kind.ACTIVE;
        return token == null || !active || !clock.instant().isBefore(token.expires())
                ? null
                : new Held(factors.account(), token);
    }

    /** The token was used: its account knows the day. Nothing depends on it. */
    void used(Held held) {
        AccessToken token = held.token();
        Instant now = clock.instant();
        if (token.used() == null || token.used().plus(DAY).isBefore(now)) {
            store.used(
                            held.account().id(),
                            FactorAttribute.MEMORY,
                            token.note(),
                            token.usedAt(now).note())
                    .onFailure(failure ->
                            LOG.info(
                                    "event=access-token-use-not-recorded account=\"{}\" detail=\"{}\"",
                                    held.account().dn(),
                                    String.valueOf(failure.getMessage())));
        }
    }
}
