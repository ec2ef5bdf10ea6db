package dev.vestibule.gateway.factor.passkey;

import static dev.vestibule.provisioning.vocabulary.FactorAttribute.PASSKEY;

import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/** The passkeys of accounts, in the directory. */
public record Passkeys(FactorStore store) {
    /**
     * The passkeys of one account.
     *
     * @param stored each with its form in the directory
     */
    record Owned(Account account, List<Stored> stored) {
        Owned {
            stored = List.copyOf(stored);
        }

        /** The one with this id; null when the account has none. */
        @Nullable Stored with(String id) {
            return stored.stream()
                    .filter(each -> each.passkey().id().equals(id))
                    .findFirst()
                    .orElse(null);
        }

        List<Passkey> passkeys() {
            return stored.stream().map(Stored::passkey).toList();
        }
    }

    /**
     * A passkey and its form in the directory.
     *
     * @param marked whether the entry says by a mark that the account has passkeys
     */
    record Stored(String text, Passkey passkey, boolean marked) {}

    /** Those of an account whose factors were read, in the order in which they were created. */
    public List<Passkey> of(AccountFactors factors) {
        return stored(factors).stream().map(Stored::passkey).toList();
    }

    /** Gives a passkey another name; false when the account has none with this id any more. */
    public Future<Boolean> rename(String account, String id, String name) {
        return replace(account, id, known -> List.of(known.named(name)));
    }

    /** Removes a passkey; false when the account has none with this id any more. */
    public Future<Boolean> remove(String account, String id) {
        return replace(account, id, _ -> List.of());
    }

    /** Those of the account with this id. */
    Future<Owned> read(String account) {
        return store.read(account).map(this::owned);
    }

    /** The same for an account that may not exist; null when it does not. */
    Future<@Nullable Owned> find(String account) {
        return store.find(account).map(factors -> factors == null ? null : owned(factors));
    }

    /** Adds one. */
    Future<Boolean> add(String account, Passkey passkey) {
        return store.change(account, PASSKEY, List.of(), List.of(sealed(account, passkey)));
    }

    /** Remembers a use; false when the stored one was changed or removed since it was read. */
    Future<Boolean> keep(String account, Stored before, Passkey after) {
        return before.marked() && after.equals(before.passkey())
                ? Future.succeededFuture(true)
                : store.used(account, PASSKEY, before.text(), sealed(account, after));
    }

    private Future<Boolean> replace(
            String account, String id, Function<Passkey, List<Passkey>> change) {
        return find(account)
                .compose(owned -> {
                    Stored known = owned == null ? null : owned.with(id);
                    return known == null
                            ? Future.succeededFuture(false)
                            : store.change(
                                    account,
                                    PASSKEY,
                                    List.of(known.text()),
                                    change.apply(known.passkey()).stream()
                                            .map(each -> sealed(account, each))
                                            .toList());
                });
    }

    private Owned owned(AccountFactors factors) {
        return new Owned(factors.account(), stored(factors));
    }

    private List<Stored> stored(AccountFactors factors) {
        boolean marked = factors.isMarked(PASSKEY);
        return store.open(factors, PASSKEY).stream()
                .map(opened -> new Stored(opened.stored(), Passkey.parse(opened.value()), marked))
                .sorted((one, other) ->
                        one.passkey().created().compareTo(other.passkey().created()))
                .toList();
    }

    private String sealed(String account, Passkey passkey) {
        return store.seal(account, PASSKEY, passkey.text());
    }
}
