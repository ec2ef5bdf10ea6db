package dev.vestibule.gateway.factor;

import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.seal.KeyRing;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.ReadFactors;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The secrets of factors, as the directory keeps them with each account: encrypted. */
public record FactorStore(DirectoryClient directory, KeyRing keys) {
    /** What the account has; fails with {@link HttpFailure} when the directory does not tell. */
    public Future<AccountFactors> read(String account) {
        return directory
                .send(new ReadFactors(account))
                .map(reply -> reply.orThrow(FactorStore::refused));
    }

    /** The same for a login: fails too when the account cannot be used any more. */
    public Future<AccountFactors> usable(String account) {
        return read(account)
                .map(factors -> {
                    Account found = factors.account();
                    return switch (found.state().kind()) {
                        case ACTIVE -> factors;
                        case DISABLED -> throw unusable(FailureKind.ACCOUNT_DISABLED, found);
                        case LOCKED -> throw unusable(FailureKind.ACCOUNT_LOCKED, found);
                    };
                });
    }

    private static HttpFailure unusable(FailureKind kind, Account account) {
        return HttpFailure.of(kind, account.state().reason())
                .concerning(new HttpFailure.Concern(null, null, account.dn()));
    }

    /** What an account has that may not exist; null when it does not. */
    public Future<@Nullable AccountFactors> find(String account) {
        return directory
                .send(new ReadFactors(account))
                .map(reply ->
                        reply instanceof Reply.Failed<AccountFactors>(Failure.NoSuchAccount _)
                                ? null
                                : reply.orThrow(FactorStore::refused));
    }

    /**
     * Changes values of one attribute at once.
     *
     * @param removed stored values, as they were read
     * @param added values to be stored
     * @return false when one of the removed values was not there any more, so nothing was changed
     */
    public Future<Boolean> change(
            String account, FactorAttribute attribute, List<String> removed, List<String> added) {
        return send(new ChangeFactors(command(), account, attribute, removed, added, false));
    }

    /**
     * Puts one value in the place of another, because its factor was used: that changes no factor.
     *
     * @return false when the value was not there any more, so nothing was changed
     */
    public Future<Boolean> used(
            String account, FactorAttribute attribute, String before, String after) {
        return send(
                new ChangeFactors(
                        command(), account, attribute, List.of(before), List.of(after), true));
    }

    /** The factor was used: an account from before the mark of its values gets it. */
    public Future<Void> mark(AccountFactors factors, FactorAttribute attribute) {
        return factors.isMarked(attribute)
                ? Future.succeededFuture()
                : send(new ChangeFactors(
                                command(),
                                factors.account().id(),
                                attribute,
                                List.of(),
                                List.of(),
                                true))
                        .otherwise(false)
                        .mapEmpty();
    }

    /** The failure of an account with values that the directory does not show. */
    public static HttpFailure hidden(AccountFactors factors) {
        return HttpFailure.of(
                FailureKind.FACTOR_UNREADABLE,
                "%s has %s, and the directory does not show it"
                        .formatted(
                                factors.account().dn(),
                                factors.hidden().stream()
                                        .map(FactorAttribute::attribute)
                                        .collect(Collectors.joining(", "))));
    }

    private static String command() {
        return UUID.randomUUID().toString();
    }

    private Future<Boolean> send(ChangeFactors change) {
        return directory
                .send(change)
                .map(reply ->
                        switch (reply) {
                            case Reply.Value(_) -> true;
                            case Reply.Failed(AccountConflict _) -> false;
                            case Reply.Failed(var failure) -> throw refused(failure);
                        });
    }

    /** Encrypts a value for this attribute of this account. */
    public String seal(String account, FactorAttribute attribute, String value) {
        return keys.seal(attribute.name(), account, value);
    }

    /** The account's values of the attribute that can be decrypted, with what is stored. */
    public List<Opened> open(AccountFactors factors, FactorAttribute attribute) {
        return factors.of(attribute).stream()
                .flatMap(stored ->
                        Stream.ofNullable(open(factors.account().id(), attribute, stored))
                                .map(value -> new Opened(stored, value)))
                .toList();
    }

    /** A value that was sealed for this attribute of this account; null for any other. */
    public @Nullable String open(String account, FactorAttribute attribute, String sealed) {
        return keys.open(attribute.name(), account, sealed);
    }

    /**
     * A decrypted value.
     *
     * @param stored its form in the directory
     */
    public record Opened(String stored, String value) {
        @Override
        public String toString() {
            return "Opened[hidden]";
        }
    }

    /** The failure of a command about factors and passwords, for its page. */
    public static HttpFailure refused(Failure failure) {
        FailureKind kind =
                switch (failure) {
                    case Failure.DirectoryUnavailable _ -> FailureKind.DIRECTORY_UNAVAILABLE;
                    case Failure.FactorsHidden _ -> FailureKind.FACTOR_UNREADABLE;
                    case Failure.NoSuchAccount _ -> FailureKind.ACCOUNT_REMOVED;
                    case Failure.AccountDisabled _ -> FailureKind.ACCOUNT_DISABLED;
                    case Failure.AccountLocked _ -> FailureKind.ACCOUNT_LOCKED;
                    default -> FailureKind.PROVISIONING_REFUSED;
                };
        return HttpFailure.of(kind, failure.detail());
    }
}
