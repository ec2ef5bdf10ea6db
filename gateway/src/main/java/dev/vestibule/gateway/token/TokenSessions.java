package dev.vestibule.gateway.token;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.access.ProgramSessions;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.jit.TokenAccounts;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Session;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The sessions of programs that sign in by access tokens: those of accounts, and those of identity
 * providers. Where a route takes tokens of a provider, every bearer token has to be one.
 */
public final class TokenSessions implements ProgramSessions {
    /** What a session by a token of an account says of how its user signed in. */
    public static final String OPTION = "access_token";

    private static final String CHALLENGE = "WWW-Authenticate";

    private final List<ProgramKind> kinds;
    private final RequestFactsReader facts;

    /**
     * @param live the version of the configuration in use
     */
    public TokenSessions(
            PersonalTokens personal,
            TokenAccounts accounts,
            Supplier<LoginSetup> live,
            Vertx vertx) {
        InstantSource clock = accounts.clock();
        kinds =
                List.of(
                        new PersonalSessions(personal, () -> live.get().config(), clock),
                        new BearerSessions(accounts, live, clock),
                        new CertificateSessions(vertx, accounts, live));
        facts = new RequestFactsReader(clock);
    }

    @Override
    public @Nullable Future<@Nullable Session> find(RoutingContext ctx, Route route) {
        App.Tokens rules = route.app().tokens();
        if (rules == null) {
            return null;
        }
        if (!rules.connection().isEmpty() && Credential.isAmbiguous(ctx.request())) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "a bearer token and another credential");
        }
        Offer offer = offer(ctx, route);
        return offer == null
                ? null
                : offer.kind()
                        .find(offer.sent(), route, facts.request(ctx))
                        .recover(failure ->
                                Future.failedFuture(told(ctx, route, offer.sent(), failure)));
    }

    @Override
    public Renewal renewal(RoutingContext ctx, Route route) {
        Offer offer = offer(ctx, route);
        return offer == null
                ? TokenSessions::ended
                : offer.kind().renewal(offer.sent(), facts.request(ctx));
    }

    /** What a program has sent, and who knows it. */
    private record Offer(Credential sent, ProgramKind kind) {}

    /** A token goes before a certificate, which clients often send to every server. */
    private @Nullable Offer offer(RoutingContext ctx, Route route) {
        Offer token = offer(Credential.of(ctx.request()), route);
        App.Tokens rules = route.app().tokens();
        return token != null || rules == null || rules.certificates() == null
                ? token
                : offer(Credential.certificate(ctx), route);
    }

    private @Nullable Offer offer(@Nullable Credential sent, Route route) {
        return sent == null
                ? null
                : kinds.stream()
                        .filter(each -> each.takes(sent, route))
                        .findFirst()
                        .map(kind -> new Offer(sent, kind))
                        .orElse(null);
    }

    /** RFC 6750, section 3.1. */
    private static Throwable told(
            RoutingContext ctx, Route route, Credential sent, Throwable failure) {
        if (!(failure instanceof HttpFailure refused)) {
            return failure;
        }
        App.Tokens rules = route.app().tokens();
        if (rules != null && refused.kind() == FailureKind.SCOPE_MISSING) {
            String scopes = String.join(" ", rules.scope());
            add(ctx, bearer(route) + ", error=\"insufficient_scope\", scope=\"" + scopes + "\"");
        } else if (refused.kind() == FailureKind.TOKEN_REFUSED
                && sent.form() == Credential.Form.CERTIFICATE) {
            add(ctx, certificate(route) + ", error=\"invalid_certificate\"");
        } else if (refused.kind() == FailureKind.TOKEN_REFUSED) {
            add(ctx, bearer(route) + ", error=\"invalid_token\"");
            if (rules != null && rules.personal()) {
                add(ctx, "Basic " + realm(route));
            }
        }
        return refused.concerning(new HttpFailure.Concern(route.app().id(), null, null));
    }

    /**
     * A page's own script gets no Basic challenge: its browser would ask the user for a password.
     */
    @Override
    public void challenge(RoutingContext ctx, Route route) {
        App.Tokens rules = route.app().tokens();
        boolean bearers = rules != null && (rules.personal() || !rules.connection().isEmpty());
        if (rules == null || !bearers && rules.certificates() == null) {
            ctx.response().putHeader(CHALLENGE, "Bearer");
            return;
        }
        if (bearers) {
            add(ctx, bearer(route));
        }
        if (rules.certificates() != null) {
            add(ctx, certificate(route));
        }
        if (rules.personal() && !isScript(ctx.request())) {
            add(ctx, "Basic " + realm(route));
        }
    }

    /** Of a credential that admits no one on any route. */
    static Future<@Nullable Session> ended(Route route) {
        return Future.succeededFuture();
    }

    static HttpFailure overloaded() {
        return HttpFailure.of(FailureKind.OVERLOADED, "too many tokens to look up at once")
                .retryAfter(1);
    }

    private static void add(RoutingContext ctx, String challenge) {
        ctx.response().headers().add(CHALLENGE, challenge);
    }

    private static boolean isScript(HttpServerRequest request) {
        return request.headers().contains("Sec-Fetch-Mode")
                || request.headers().contains("X-Requested-With")
                || request.headers().contains("Origin");
    }

    private static String bearer(Route route) {
        return "Bearer " + realm(route);
    }

    /** A name of our own: there is no scheme for what happens below HTTP. */
    private static String certificate(Route route) {
        return "ClientCertificate " + realm(route);
    }

    private static String realm(Route route) {
        return "realm=\"" + route.app().id() + "\"";
    }
}
