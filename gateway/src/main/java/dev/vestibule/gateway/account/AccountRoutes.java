package dev.vestibule.gateway.account;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.KnownDevices;
import dev.vestibule.gateway.factor.passkey.Passkeys;
import dev.vestibule.gateway.factor.password.PasswordChange;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.GatewayHost;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.LoginStarter;
import dev.vestibule.gateway.login.Purpose;
import dev.vestibule.gateway.session.RecentSignIns;
import dev.vestibule.gateway.session.SessionNotes;
import dev.vestibule.gateway.token.PersonalTokens;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The endpoints of a user's own account, below the reserved prefix of the gateway's host. */
public final class AccountRoutes {
    private static final int LARGEST_FORM = 16_384;

    private final AccountHolders holders;
    private final Confirmations confirmations;
    private final LoginStarter logins;
    private final Supplier<FlowConfig> live;
    private final OwnFactors factors;
    private final FactorSection section;
    private final FactorChanges changes;
    private final SessionChanges sessions;
    private final PasswordHandler passwords;
    private final AccountHandler account;
    private final Removal removal;
    private final LinksHandler links;
    private final TokensHandler tokens;
    private final Csrf csrf;

    /** The parts of accounts that the pages show and change. */
    public record Parts(
            FactorStore store,
            Passkeys passkeys,
            PasswordChange passwords,
            KnownDevices devices,
            SessionNotes sessions,
            RecentSignIns signIns,
            PersonalTokens tokens) {}

    /**
     * @param setup the version of the configuration in use
     */
    public AccountRoutes(
            FreshProofs proofs,
            LoginStarter logins,
            Supplier<LoginSetup> setup,
            Parts parts,
            Pages pages,
            Csrf csrf) {
        holders = proofs.holders();
        confirmations = proofs.confirmations();
        var provisioning = holders.provisioning();
        this.logins = logins;
        this.live = () -> setup.get().config();
        this.csrf = csrf;
        factors = proofs.factors();
        section = new FactorSection(factors, parts.passkeys(), confirmations, csrf);
        changes =
                new FactorChanges(
                        factors, parts.store(), parts.passkeys(), parts.devices(), logins);
        sessions = new SessionChanges(holders, parts.sessions());
        passwords = new PasswordHandler(factors, parts.passwords(), sessions, pages, csrf);
        tokens = new TokensHandler(factors, section, parts.tokens(), live, pages, csrf);
        account =
                new AccountHandler(
                        holders,
                        new WhoSection(provisioning, live),
                        section,
                        new ActivitySection(parts.sessions(), parts.signIns(), live, csrf),
                        passwords,
                        tokens,
                        pages);
        removal = new Removal(provisioning, live);
        links = new LinksHandler(holders, confirmations, live, pages, csrf);
    }

    /**
     * Mounts the endpoints; the target handler must come before.
     *
     * @param gateway public origin of the gateway's own pages; these live on its host only
     */
    public void mount(Router router, URI gateway) {
        GatewayHost own = new GatewayHost(gateway);
        router.get(AccountAddress.ACCOUNT).handler(own).handler(account);
        router.get(AccountAddress.LINKS).handler(own).handler(links);
        router.get(AccountAddress.PASSWORD).handler(own).handler(of(passwords::show));
        router.get(AccountAddress.TOKENS).handler(own).handler(of(tokens::show));
        post(router, AccountAddress.TOKENS, of(proved(tokens::make)));
        post(router, AccountAddress.REMOVE_TOKEN, of(proved(tokens::remove)));
        post(router, AccountAddress.CONFIRM_TOKENS, of(confirming(AccountAddress.TOKENS)));
        post(router, AccountAddress.PASSWORD, of(passwords::change));
        post(router, AccountAddress.ADD, of(recent(this::add)));
        post(router, AccountAddress.REMOVE, of(recent(removal::carryOut)));
        post(router, AccountAddress.CONFIRM, of(confirming(AccountAddress.LINKS)));
        post(router, AccountAddress.CONFIRM_ACCOUNT, of(confirming(AccountAddress.ACCOUNT)));
        post(router, AccountAddress.ADD_FACTOR, of(proved(changes::add)));
        post(router, AccountAddress.REMOVE_FACTOR, of(proved(changes::remove)));
        post(router, AccountAddress.RENAME_PASSKEY, of(proved(changes::rename)));
        post(router, AccountAddress.REMOVE_PASSKEY, of(proved(changes::removePasskey)));
        post(router, AccountAddress.FORGET_DEVICES, of(proved(changes::forgetDevices)));
        post(router, AccountAddress.END_SESSION, ending(sessions::endOne));
        post(router, AccountAddress.END_OTHERS, ending(sessions::endOthers));
    }

    /** Answers a request of a user with an account. */
    private interface Change {
        Future<Void> carryOut(RoutingContext ctx, AccountHolder holder);
    }

    private void post(Router router, String path, Handler<RoutingContext> handler) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(csrf)
                .handler(handler);
    }

    private static Handler<RoutingContext> ending(Function<RoutingContext, Future<Void>> end) {
        return ctx -> end.apply(ctx).onFailure(ctx::fail);
    }

    private Handler<RoutingContext> of(Change change) {
        return ctx ->
                holders.find(ctx)
                        .compose(holder -> change.carryOut(ctx, holder))
                        .onFailure(ctx::fail);
    }

    /** A change of links. */
    private Change recent(Change change) {
        return (ctx, holder) ->
                confirmations
                        .recent(holder.session())
                        .compose(recent -> required(recent, AccountAddress.LINKS))
                        .compose(_ -> change.carryOut(ctx, holder));
    }

    /** A change of factors. */
    private Change proved(Change change) {
        return (ctx, holder) ->
                factors.required(holder)
                        .map(AccountRoutes::shown)
                        .compose(known -> section.proved(holder, known))
                        .compose(proved -> required(proved, AccountAddress.ACCOUNT))
                        .compose(_ -> change.carryOut(ctx, holder));
    }

    private static Future<Void> required(boolean proved, String page) {
        return proved
                ? Future.succeededFuture()
                : Future.failedFuture(
                        HttpFailure.of(FailureKind.CONFIRMATION_NEEDED, "the sign-in is too old")
                                .retryAt(page));
    }

    private Future<Void> add(RoutingContext ctx, AccountHolder holder) {
        String id = RequestParameters.ofForm(ctx).required(AccountAddress.CONNECTION);
        var connection = live.get().connections().get(id);
        return connection == null || !connection.provisioning().enabled()
                ? Future.failedFuture(
                        HttpFailure.of(FailureKind.BAD_REQUEST, "no connection to link"))
                : logins.begin(
                        ctx,
                        new Purpose.LinkIdentity(holder.session().key(), id, AccountAddress.LINKS));
    }

    /** The user signs in again, with a second factor where the account has one. */
    private Change confirming(String page) {
        return (ctx, holder) ->
                factors.of(holder)
                        .map(known -> known == null ? null : shown(known))
                        .compose(known -> logins.begin(ctx, proof(holder, known, page)));
    }

    /** An account whose factors the directory hides is not one without. */
    private static AccountFactors shown(AccountFactors known) {
        if (!known.hidden().isEmpty()) {
            throw FactorStore.hidden(known);
        }
        return known;
    }

    private Purpose.Reauthenticate proof(
            AccountHolder holder, @Nullable AccountFactors known, String page) {
        String option = holder.session().identity().verified().connection();
        return new Purpose.Reauthenticate(
                holder.session().key(),
                option,
                known == null ? null : FactorChanges.named(known.account()),
                known != null && factors.asksForName(option),
                known == null ? List.of() : factors.seconds(known, option),
                page);
    }
}
