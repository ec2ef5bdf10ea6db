package dev.vestibule.gateway.account;

import dev.vestibule.gateway.account.AccountPage.Done;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.factor.AccountMails;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.KnownDevices;
import dev.vestibule.gateway.factor.passkey.Passkey;
import dev.vestibule.gateway.factor.passkey.Passkeys;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.LoginStarter;
import dev.vestibule.gateway.login.Purpose.EnrolFactor;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.function.BiFunction;

/**
 * What users do with the factors of their account. What is set up passes a login of the engine;
 * what was removed already is no failure.
 */
record FactorChanges(
        OwnFactors factors,
        FactorStore store,
        Passkeys passkeys,
        KnownDevices devices,
        LoginStarter logins) {

    /** Begins to set up a factor; recovery codes replace those that there are. */
    Future<Void> add(RoutingContext ctx, AccountHolder holder) {
        String id = RequestParameters.ofForm(ctx).required(AccountAddress.FACTOR);
        return factors.required(holder)
                .compose(known -> {
                    AccountFactor factor = factors.possible().get(id);
                    if (factor == null || !isWanted(id, factor, known)) {
                        throw HttpFailure.of(FailureKind.BAD_REQUEST, "no factor to set up");
                    }
                    return logins.begin(
                            ctx,
                            new EnrolFactor(
                                    holder.session().key(),
                                    named(known.account()),
                                    id,
                                    AccountAddress.ACCOUNT));
                });
    }

    /** Of most factors an account has one; passkeys are several, and codes are replaced. */
    static boolean isWanted(String id, AccountFactor factor, AccountFactors known) {
        return !factor.isReady(known)
                || factor.isSpare()
                || factor.attribute() == FactorAttribute.PASSKEY;
    }

    /** What a login has to know of the account; of its attributes only where codes are sent to. */
    static Account named(Account account) {
        return new Account(
                account.id(),
                account.dn(),
                account.username(),
                List.of(),
                AccountMails.addresses(account),
                account.state());
    }

    /** Removes a factor with everything that was set up of it. */
    Future<Void> remove(RoutingContext ctx, AccountHolder holder) {
        String id = RequestParameters.ofForm(ctx).required(AccountAddress.FACTOR);
        return factors.required(holder)
                .compose(known -> {
                    AccountFactor factor = factors.ready(known).get(id);
                    FactorAttribute attribute = factor == null ? null : factor.attribute();
                    return attribute == null
                            ? Future.succeededFuture(true)
                            : store.change(
                                    known.account().id(),
                                    attribute,
                                    known.of(attribute),
                                    List.of());
                })
                .compose(_ -> done(ctx, Done.FACTOR_REMOVED));
    }

    /** Gives a passkey another name. */
    Future<Void> rename(RoutingContext ctx, AccountHolder holder) {
        String name = RequestParameters.ofForm(ctx).required(AccountAddress.NAME);
        return ofPasskey(ctx, holder, (account, id) -> passkeys.rename(account, id, name))
                .compose(_ -> done(ctx, Done.PASSKEY_RENAMED));
    }

    /** Removes one passkey. */
    Future<Void> removePasskey(RoutingContext ctx, AccountHolder holder) {
        return ofPasskey(ctx, holder, passkeys::remove)
                .compose(_ -> done(ctx, Done.FACTOR_REMOVED));
    }

    /**
     * Changes the passkey that the form names; without effect when the account has none like it.
     */
    private Future<Boolean> ofPasskey(
            RoutingContext ctx,
            AccountHolder holder,
            BiFunction<String, String, Future<Boolean>> change) {
        return factors.required(holder)
                .compose(known -> {
                    String id = named(ctx, holder, known);
                    return id.isEmpty()
                            ? Future.succeededFuture(false)
                            : change.apply(known.account().id(), id);
                });
    }

    /** Every device is asked for the second factor again. */
    Future<Void> forgetDevices(RoutingContext ctx, AccountHolder holder) {
        return factors.required(holder)
                .compose(devices::revoke)
                .compose(_ -> done(ctx, Done.DEVICES_FORGOTTEN));
    }

    /** Names the passkey in the forms of one session. */
    static String name(AccountHolder holder, Passkey passkey) {
        return Tokens.hash("vestibule.passkey " + holder.session().key() + " " + passkey.id());
    }

    /** The id of the passkey that the form names; empty when the account has none like it. */
    private String named(RoutingContext ctx, AccountHolder holder, AccountFactors known) {
        String name = RequestParameters.ofForm(ctx).required(AccountAddress.PASSKEY);
        return passkeys.of(known).stream()
                .filter(each -> Tokens.same(name(holder, each), name))
                .map(Passkey::id)
                .findFirst()
                .orElse("");
    }

    private static Future<Void> done(RoutingContext ctx, Done done) {
        return Pages.redirect(ctx, AccountAddress.after(AccountAddress.ACCOUNT, done));
    }
}
