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
            InstantSource clock) {
        kinds =
                List.of(
                        new PersonalSessions(personal, () -> live.get().config(), clock),
                        new BearerSessions(accounts, live, clock));
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
        Credential sent = Credential.of(ctx.request());
        ProgramKind kind = kind(sent, route);
        return sent == null || kind == null
                ? null
                : kind.find(sent, route, facts.request(ctx))
                        .recover(failure -> Future.failedFuture(told(ctx, route, failure)));
    }

    @Override
    public Renewal renewal(RoutingContext ctx, Route route) {
        Credential sent = Credential.of(ctx.request());
        ProgramKind kind = kind(sent, route);
        return sent == null || kind == null
                ? TokenSessions::ended
                : kind.renewal(sent, facts.request(ctx));
    }

    private @Nullable ProgramKind kind(@Nullable Credential sent, Route route) {
        return sent == null
                ? null
                : kinds.stream().filter(each -> each.takes(sent, route)).findFirst().orElse(null);
    }

    /** RFC 6750, section 3.1. */
    private static Throwable told(RoutingContext ctx, Route route, Throwable failure) {
        if (!(failure instanceof HttpFailure refused)) {
            return failure;
        }
        App.Tokens rules = route.app().tokens();
        if (rules != null && refused.kind() == FailureKind.SCOPE_MISSING) {
            String scopes = String.join(" ", rules.scope());
            add(ctx, bearer(route) + ", error=\"insufficient_scope\", scope=\"" + scopes + "\"");
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
        if (rules == null || !rules.personal() && rules.connection().isEmpty()) {
            ctx.response().putHeader(CHALLENGE, "Bearer");
            return;
        }
        add(ctx, bearer(route));
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

    private static String realm(Route route) {
        return "realm=\"" + route.app().id() + "\"";
    }
}
