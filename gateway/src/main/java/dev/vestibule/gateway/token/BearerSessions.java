package dev.vestibule.gateway.token;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.access.ProgramSessions.Renewal;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.BearerTokens;
import dev.vestibule.gateway.identity.BearerTokens.Bearer;
import dev.vestibule.gateway.identity.BearerTokens.Terms;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.jit.TokenAccounts;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.token.RecentBearers.Admitted;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** The sessions of programs that sign in by access tokens of identity providers. */
final class BearerSessions implements ProgramKind {
    private final TokenAccounts accounts;
    private final Supplier<LoginSetup> live;
    private final RecentBearers recent;

    BearerSessions(TokenAccounts accounts, Supplier<LoginSetup> live, InstantSource clock) {
        this.accounts = accounts;
        this.live = live;
        recent = new RecentBearers(clock);
    }

    @Override
    public boolean takes(Credential sent, Route route) {
        App.Tokens rules = route.app().tokens();
        return sent.form() == Credential.Form.BEARER
                && rules != null
                && !rules.connection().isEmpty();
    }

    @Override
    public Future<@Nullable Session> find(Credential sent, Route route, RequestFacts request) {
        LoginSetup setup = live.get();
        App.Tokens rules = Objects.requireNonNull(route.app().tokens());
        BearerTokens issuer = issuer(sent.token(), rules, setup);
        if (issuer == null) {
            return Future.failedFuture(refused("no connection of the app has issued it"));
        }
        String name =
                Tokens.hash(
                        "vestibule.bearer-token %s %s %s"
                                .formatted(setup.version(), route.app().id(), sent.token()));
        Supplier<Future<Admitted>> look =
                () -> {
                    Terms terms = new Terms(audiences(rules, route), rules.introspection());
                    return issuer.verified(sent.token(), terms)
                            .recover(failure -> Future.failedFuture(told(failure)))
                            .compose(bearer ->
                                    accounts.of(bearer.identity(), setup.config(), request)
                                            .map(who -> admitted(name, bearer, who, route)));
                };
        return recent.get(name, request.ip(), look).map(Admitted::session);
    }

    @Override
    public Renewal renewal(Credential sent, RequestFacts request) {
        return route ->
                takes(sent, route) ? find(sent, route, request) : TokenSessions.ended(route);
    }

    /**
     * Who has to verify the token. Of several providers the one that it names, so that none gets to
     * see a token of another one, nor verifies it with its own keys.
     */
    private static @Nullable BearerTokens issuer(String token, App.Tokens rules, LoginSetup setup) {
        var known =
                rules.connection().stream()
                        .map(setup.authenticators()::get)
                        .filter(Objects::nonNull)
                        .map(Authenticator::bearerTokens)
                        .filter(Objects::nonNull)
                        .toList();
        return known.size() == 1
                ? known.getFirst()
                : known.stream().filter(each -> each.claims(token)).findFirst().orElse(null);
    }

    private static Set<String> audiences(App.Tokens rules, Route route) {
        return rules.audience().isEmpty() ? Set.of(route.origin()) : Set.copyOf(rules.audience());
    }

    private Admitted admitted(String name, Bearer bearer, SessionIdentity who, Route route) {
        App.Tokens rules = Objects.requireNonNull(route.app().tokens());
        if (!bearer.scopes().containsAll(rules.scope())) {
            throw HttpFailure.of(FailureKind.SCOPE_MISSING, "the access token lacks a scope");
        }
        Flow flow = live.get().config().flows().get(route.app().flow());
        if (flow == null) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "the app was removed meanwhile");
        }
        try {
            String key = Session.PROGRAM + name + " " + bearer.identity().connection();
            var since = bearer.identity().authenticatedAt();
            return new Admitted(Session.ofProgram(key, who, flow, since), bearer.end());
        } catch (IllegalArgumentException unusable) {
            throw HttpFailure.of(
                    FailureKind.USERNAME_REFUSED, String.valueOf(unusable.getMessage()));
        }
    }

    /** A provider that does not say is no reason to call a token invalid. */
    private static Throwable told(Throwable failure) {
        if (!(failure instanceof AuthenticationFailure known)) {
            return failure;
        }
        return switch (known.reason()) {
            case PROVIDER_UNAVAILABLE -> known.shown().retryAfter(1);
            case PROVIDER_ERROR, INVALID_PROVIDER_RESPONSE -> known.shown();
            case ACCESS_DENIED,
                    WRONG_ISSUER,
                    REAUTHENTICATION_FAILED,
                    LEVEL_NOT_REACHED,
                    ASSERTION_REJECTED ->
                    refused(String.valueOf(known.getMessage()));
        };
    }

    private static HttpFailure refused(String detail) {
        return HttpFailure.of(FailureKind.TOKEN_REFUSED, detail);
    }
}
