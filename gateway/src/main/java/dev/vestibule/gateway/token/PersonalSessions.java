package dev.vestibule.gateway.token;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.access.ProgramSessions.Renewal;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.AddressShare;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.SessionIdentities;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.token.PersonalTokens.Held;
import dev.vestibule.gateway.token.RecentTokens.Answer;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The sessions of programs that sign in by access tokens of accounts. */
final class PersonalSessions implements ProgramKind {
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
    PersonalSessions(PersonalTokens tokens, Supplier<FlowConfig> live, InstantSource clock) {
        this.tokens = tokens;
        this.live = live;
        this.clock = clock;
    }

    @Override
    public boolean takes(Credential sent, Route route) {
        return sent.form() != Credential.Form.CERTIFICATE
                && takesAny(route)
                && TokenText.looksLike(sent.token());
    }

    private static boolean takesAny(Route route) {
        var rules = route.app().tokens();
        return rules != null && rules.personal();
    }

    @Override
    public Future<@Nullable Session> find(Credential sent, Route route, RequestFacts request) {
        TokenText text = TokenText.parse(sent.token());
        Future<@Nullable Held> held =
                text == null
                        ? Future.succeededFuture()
                        : held(text.account(), text.hash(), request.ip());
        return held.map(found -> {
            if (found == null || !found.token().apps().contains(route.app().id())) {
                throw HttpFailure.of(
                        FailureKind.TOKEN_REFUSED, "the access token admits no one here");
            }
            return session(found, route);
        });
    }

    /** It needs the hash of the token only. */
    @Override
    public Renewal renewal(Credential sent, RequestFacts request) {
        TokenText text = TokenText.parse(sent.token());
        if (text == null) {
            return TokenSessions::ended;
        }
        String account = text.account();
        String hash = text.hash();
        return route -> takesAny(route) ? again(account, hash, route) : TokenSessions.ended(route);
    }

    private Future<@Nullable Session> again(String account, String hash, Route route) {
        return tokens.held(account, hash)
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
            return Future.failedFuture(TokenSessions.overloaded());
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
        var verified =
                VerifiedIdentity.ofAccount(TokenSessions.OPTION, held.account(), since, List.of());
        try {
            return Session.ofProgram(
                    Session.PROGRAM + held.token().hash() + " " + held.account().id(),
                    SessionIdentities.ofAccount(held.account(), verified, config),
                    flow,
                    since);
        } catch (IllegalArgumentException unusable) {
            throw HttpFailure.of(
                    FailureKind.USERNAME_REFUSED, String.valueOf(unusable.getMessage()));
        }
    }
}
