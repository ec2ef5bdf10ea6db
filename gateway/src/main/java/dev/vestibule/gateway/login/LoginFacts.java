package dev.vestibule.gateway.login;

import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.expression.Facts.AccountFacts;
import dev.vestibule.flow.expression.Facts.FirstFacts;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.provisioning.api.Account;

import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;

/** What the expressions of a flow see of a login. */
final class LoginFacts {
    private final RequestFactsReader requests;
    private final InstantSource clock;

    LoginFacts(RequestFactsReader requests, InstantSource clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** What the login has proved so far. */
    Facts of(RoutingContext ctx, LoginTransaction login) {
        Account account = login.progress().account();
        AccountFacts known = account == null ? null : SessionIdentities.facts(account);
        return facts(ctx, login, login.progress().identity(), known);
    }

    /** The same with an identity that was verified just now and has no account yet. */
    Facts of(RoutingContext ctx, LoginTransaction login, VerifiedIdentity identity) {
        return facts(ctx, login, identity, null);
    }

    /** The same beside the identity that the login began with. */
    Facts comparing(RoutingContext ctx, LoginTransaction login, VerifiedIdentity later) {
        Account account = login.progress().account();
        AccountFacts known = account == null ? null : SessionIdentities.facts(account);
        Facts facts = facts(ctx, login, later, known);
        VerifiedIdentity first = login.progress().first();
        return first == null
                ? facts
                : facts.after(new FirstFacts(first.claims().values(), first.connection()));
    }

    private Facts facts(
            RoutingContext ctx,
            LoginTransaction login,
            @Nullable VerifiedIdentity identity,
            @Nullable AccountFacts account) {
        return new Facts(
                requests.request(ctx),
                identity == null ? null : identity.claims().values(),
                identity == null ? null : identity.connection(),
                account,
                login.progress().steps(),
                login.destination().app().id(),
                clock.instant());
    }
}
