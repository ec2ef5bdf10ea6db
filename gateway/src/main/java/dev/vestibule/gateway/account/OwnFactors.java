package dev.vestibule.gateway.account;

import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.Purpose;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The factors of the user's account, and those that it could have.
 *
 * @param live the version of the configuration in use
 */
public record OwnFactors(DirectoryClient directory, FactorStore store, Supplier<LoginSetup> live) {

    /** What the account has; null where the directory does not show the id of its entries. */
    Future<@Nullable AccountFactors> of(AccountHolder holder) {
        return directory
                .send(new FindAccount(holder.proved()))
                .map(reply -> usable(reply.orThrow(LinkFailures::of)))
                .compose(this::read);
    }

    private Future<@Nullable AccountFactors> read(Account account) {
        return account.id().isEmpty()
                ? Future.succeededFuture()
                : store.read(account.id()).map(found -> found);
    }

    /** The same where the request cannot be answered without. */
    Future<AccountFactors> required(AccountHolder holder) {
        return of(holder)
                .map(factors -> {
                    if (factors == null) {
                        throw HttpFailure.of(
                                FailureKind.BAD_REQUEST, "an account without an id has no factors");
                    }
                    return factors;
                });
    }

    /** Those that are set up, and those that need no set-up and that some flow names. */
    Map<String, AccountFactor> ready(AccountFactors factors) {
        Map<String, AccountFactor> ready = new LinkedHashMap<>();
        all().forEach((id, factor) -> {
            boolean setUp = factor.attribute() != null;
            if (factor.isReady(factors) && (setUp || named(id))) {
                ready.put(id, factor);
            }
        });
        return ready;
    }

    /** The second factors that the user is asked for, beside what they have signed in with. */
    List<String> seconds(AccountFactors factors, String signedInWith) {
        // A passkey without an account before it has checked its user: it is two factors already.
        return all().get(signedInWith) == null ? List.copyOf(ready(factors).keySet()) : List.of();
    }

    /** Whether the option is for whatever account the user names: a password, but no passkey. */
    boolean asksForName(String option) {
        return live.get().config().factors().containsKey(option) && all().get(option) == null;
    }

    /** Whether a new sign-in with these options is complete: a passkey is two factors already. */
    boolean isComplete(Purpose.Reauthenticate proof) {
        return !proof.factors().isEmpty() || all().get(proof.connection()) != null;
    }

    /** Those that some flow names and that can be set up, by their ids. */
    Map<String, AccountFactor> possible() {
        Map<String, AccountFactor> possible = all();
        possible.entrySet()
                .removeIf(each -> !named(each.getKey()) || each.getValue().enrolment() == null);
        return possible;
    }

    /** Whether some flow names the factor. */
    boolean named(String factor) {
        return live.get().config().flows().values().stream()
                .flatMap(flow -> flow.steps().stream())
                .anyMatch(step -> step.options().contains(factor));
    }

    private Map<String, AccountFactor> all() {
        Map<String, AccountFactor> all = new TreeMap<>();
        live.get()
                .authenticators()
                .forEach((id, option) -> {
                    if (option instanceof AccountFactor factor) {
                        all.put(id, factor);
                    }
                });
        return all;
    }

    private static Account usable(Account account) {
        if (!account.state().usable()) {
            throw HttpFailure.of(FailureKind.ACCOUNT_DISABLED, account.dn());
        }
        return account;
    }
}
