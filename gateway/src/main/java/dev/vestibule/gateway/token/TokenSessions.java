package dev.vestibule.gateway.token;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.access.ProgramSessions;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.AddressShare;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.SessionIdentities;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.token.PersonalTokens.Held;
import dev.vestibule.gateway.token.RecentTokens.Answer;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The sessions of programs that sign in by personal access tokens. */
public final class TokenSessions implements ProgramSessions {
    /** What a session by a token says of how its user signed in. */
    public static final String OPTION = "access_token";

    private static final String CHALLENGE = "WWW-Authenticate";

    /** Look-ups in the directory that the programs of one address may have at once. */
    private static final int LOOKUPS = 16;

    private final PersonalTokens tokens;
    private final Supplier<FlowConfig> live;
    private final InstantSource clock;
    private final RecentTokens recent = new RecentTokens();
    private final AddressShare lookups = new AddressShare(LOOKUPS);

    /**
     * @param live the version of the configuration in use
     */
    public TokenSessions(PersonalTokens tokens, Supplier<FlowConfig> live, InstantSource clock) {
        this.tokens = tokens;
        this.live = live;
        this.clock = clock;
    }

    @Override
    public @Nullable Future<@Nullable Session> find(RoutingContext ctx, Route route) {
        String sent = takesTokens(route) ? Credential.of(ctx.request()) : null;
        if (sent == null || !TokenText.looksLike(sent)) {
            return null;
        }
        TokenText text = TokenText.parse(sent);
        Future<@Nullable Held> held =
                text == null
                        ? Future.succeededFuture()
                        : held(text.account(), text.hash(), ClientAddress.of(ctx));
        return held.map(found -> {
            if (found == null || !found.token().apps().contains(route.app().id())) {
                throw refused(ctx, route);
            }
            return session(found, route);
        });
    }

    @Override
    public Future<@Nullable Session> again(String key, Route route) {
        SessionKey named = SessionKey.parse(key);
        if (named == null || !takesTokens(route)) {
            return Future.succeededFuture();
        }
        return tokens.held(named.account(), named.hash())
                .map(held ->
                        held == null || !held.token().apps().contains(route.app().id())
                                ? null
                                : session(held, route));
    }

    private Future<@Nullable Held> held(String account, String hash, String address) {
        Answer known = recent.get(hash, clock.instant());
        if (known != null) {
            Held held = known.held();
            boolean ended = held != null && !clock.instant().isBefore(held.token().expires());
            return Future.succeededFuture(ended ? null : held);
        }
        AddressShare.Taken place = lookups.take(address);
        if (place == null) {
            return Future.failedFuture(
                    HttpFailure.of(FailureKind.OVERLOADED, "too many tokens to look up at once")
                            .retryAfter(1));
        }
        return tokens.held(account, hash)
                .onComplete(_ -> place.release())
                .onSuccess(held -> {
                    recent.put(hash, held, clock.instant());
                    if (held != null) {
                        tokens.used(held);
                    }
                });
    }

    private Session session(Held held, Route route) {
        FlowConfig config = live.get();
        Flow flow = config.flows().get(route.app().flow());
        if (flow == null) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "the app was removed meanwhile");
        }
        Instant since = held.token().created();
        var verified = VerifiedIdentity.ofAccount(OPTION, held.account(), since, List.of());
        try {
            return Session.ofProgram(
                    new SessionKey(held.account().id(), held.token().hash()).text(),
                    SessionIdentities.ofAccount(held.account(), verified, config),
                    flow,
                    since);
        } catch (IllegalArgumentException unusable) {
            throw HttpFailure.of(
                    FailureKind.USERNAME_REFUSED, String.valueOf(unusable.getMessage()));
        }
    }

    /** RFC 6750, section 3.1. */
    private static HttpFailure refused(RoutingContext ctx, Route route) {
        ctx.response()
                .headers()
                .add(CHALLENGE, "Bearer " + realm(route) + ", error=\"invalid_token\"")
                .add(CHALLENGE, "Basic " + realm(route));
        return HttpFailure.of(FailureKind.TOKEN_REFUSED, "the access token admits no one here")
                .concerning(new HttpFailure.Concern(route.app().id(), null, null));
    }

    /**
     * A page's own script gets no Basic challenge: its browser would ask the user for a password.
     */
    @Override
    public void challenge(RoutingContext ctx, Route route) {
        if (!takesTokens(route)) {
            ctx.response().putHeader(CHALLENGE, "Bearer");
            return;
        }
        ctx.response().headers().add(CHALLENGE, "Bearer " + realm(route));
        if (!isScript(ctx.request())) {
            ctx.response().headers().add(CHALLENGE, "Basic " + realm(route));
        }
    }

    private static boolean isScript(HttpServerRequest request) {
        return request.headers().contains("Sec-Fetch-Mode")
                || request.headers().contains("X-Requested-With")
                || request.headers().contains("Origin");
    }

    private static boolean takesTokens(Route route) {
        var rules = route.app().tokens();
        return rules != null && rules.personal();
    }

    private static String realm(Route route) {
        return "realm=\"" + route.app().id() + "\"";
    }

    /** Names the session of a token inside the gateway; it says nothing of the token itself. */
    private record SessionKey(String account, String hash) {
        String text() {
            return Session.PROGRAM + hash + " " + account;
        }

        static @Nullable SessionKey parse(String text) {
            String rest = Session.isOfProgram(text) ? text.substring(Session.PROGRAM.length()) : "";
            int space = rest.indexOf(' ');
            return space < 0
                    ? null
                    : new SessionKey(rest.substring(space + 1), rest.substring(0, space));
        }
    }
}
