package dev.vestibule.gateway.lifecycle;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.ProviderLogin.Grant;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.jit.RenewedAccounts;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.ProviderGrants;
import dev.vestibule.gateway.login.ProviderGrants.Renewed;
import dev.vestibule.gateway.login.ProviderSignOut;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.SessionRenewal;
import dev.vestibule.gateway.session.SessionStores;
import dev.vestibule.gateway.store.EphemeralStore;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Asks identity providers again about the users of sessions that are in use. A provider that takes
 * its grant back ends the session; what it tells of the user is applied as at a sign-in; while it
 * does not answer, the session lasts for the grace of the connection. Of all requests of a session
 * on all nodes one asks, and waits for the answer a little; the others go on with what is known.
 */
public final class ProviderWatch implements SessionRenewal {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderWatch.class);

    /** How long a request waits for the provider; the answer still arrives later. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    /** Longer than asking takes. A refresh token that was used is not used again in this time. */
    private static final Duration TURN = Duration.ofMinutes(1);

    /** When a provider that has not answered is asked again. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final SessionStores stores;
    private final EphemeralStore<String> turns;
    private final RenewedAccounts accounts;
    private final Supplier<LoginSetup> live;
    private final Endings endings;
    private final Waiting waiting;

    /**
     * @param turns names of the grants that are being used
     * @param live the live version of the configuration, once there is one
     */
    public ProviderWatch(
            SessionStores stores,
            EphemeralStore<String> turns,
            RenewedAccounts accounts,
            Supplier<LoginSetup> live,
            Endings endings,
            Waiting waiting) {
        this.stores = stores;
        this.turns = turns;
        this.accounts = accounts;
        this.live = live;
        this.endings = endings;
        this.waiting = waiting;
    }

    /** A renewal whose watch is made later. */
    public static SessionRenewal later(Supplier<ProviderWatch> watch) {
        return new SessionRenewal() {
            @Override
            public Future<@Nullable Session> renewed(Session session) {
                return watch.get().renewed(session);
            }

            @Override
            public void ended(Session session) {
                watch.get().ended(session);
            }
        };
    }

    /** A sign-in of a session, and its connection. */
    private record Turn(Session session, ProviderLogin login, ProviderGrants grants) {
        Turn with(Session now, ProviderLogin renewed) {
            return new Turn(now, renewed, grants);
        }

        Grant grant() {
            return Objects.requireNonNull(login.grant());
        }

        /** What the session has of the user, or at least who it is. */
        VerifiedIdentity known() {
            SessionIdentity seen = session.identityOf(login);
            return seen == null
                    ? new VerifiedIdentity(
                            login.connection(),
                            login.issuer(),
                            login.subject(),
                            new Claims(Map.of()),
                            login.issuedAt(),
                            List.of())
                    : seen.verified();
        }
    }

    @Override
    public Future<@Nullable Session> renewed(Session session) {
        Instant now = accounts.clock().instant();
        Future<@Nullable Session> asked = Future.succeededFuture(session);
        for (ProviderLogin login : session.logins()) {
            ProviderGrants grants = login.isDue(now) ? grants(login) : null;
            if (grants != null) {
                asked =
                        asked.compose(open ->
                                open == null
                                        ? Future.succeededFuture()
                                        : taken(new Turn(open, login, grants)));
            }
        }
        return waiting.atMost(WAIT, asked, session);
    }

    @Override
    public void ended(Session session) {
        for (ProviderLogin login : session.logins()) {
            ProviderGrants grants = login.grant() == null ? null : grants(login);
            if (grants != null) {
                grants.revoke(login);
            }
        }
    }

    private @Nullable ProviderGrants grants(ProviderLogin login) {
        Authenticator known = live.get().authenticators().get(login.connection());
        ProviderSignOut provider = known == null ? null : known.signOut();
        return provider == null ? null : provider.grants();
    }

    private Future<@Nullable Session> taken(Turn turn) {
        String name = Tokens.hash("vestibule.renewal " + turn.grant().token());
        return turns.putIfAbsent(name, "", TURN)
                .compose(first ->
                        first
                                ? ask(turn)
                                : Future.<@Nullable Session>succeededFuture(turn.session()));
    }

    private Future<@Nullable Session> ask(Turn turn) {
        return turn.grants()
                .renew(turn.login(), turn.known())
                .compose(renewed -> kept(turn, renewed))
                .recover(failure -> failed(turn, failure));
    }

    /** The next token is kept before anything else can fail. */
    private Future<@Nullable Session> kept(Turn turn, Renewed renewed) {
        ProviderLogin next = renewed.login();
        return stores.changed(turn.session().key(), now -> now.with(turn.login(), next))
                .compose(now -> {
                    if (now == null || !now.logins().contains(next)) {
                        turn.grants().revoke(next);
                        return Future.succeededFuture(now);
                    }
                    Turn rest = turn.with(now, next);
                    return renewed.identity()
                            .compose(identity -> seen(rest, identity))
                            .recover(failure -> failed(rest, failure));
                });
    }

    private Future<@Nullable Session> seen(Turn turn, @Nullable VerifiedIdentity identity) {
        SessionIdentity before = turn.session().identityOf(turn.login());
        if (identity == null || before == null) {
            return Future.succeededFuture(turn.session());
        }
        FlowConfig config = live.get().config();
        return accounts.of(identity, before, config)
                .compose(who ->
                        who == null
                                ? Future.<@Nullable Session>succeededFuture(turn.session())
                                : stores.changed(
                                        turn.session().key(), now -> now.with(turn.login(), who)));
    }

    private Future<@Nullable Session> failed(Turn turn, Throwable failure) {
        return switch (failure) {
            case AuthenticationFailure provider ->
                    switch (provider.reason()) {
                        case PROVIDER_UNAVAILABLE, PROVIDER_ERROR, INVALID_PROVIDER_RESPONSE ->
                                unanswered(turn, provider);
                        case ACCESS_DENIED -> end(turn, "provider_refused", provider);
                        case WRONG_ISSUER,
                                REAUTHENTICATION_FAILED,
                                LEVEL_NOT_REACHED,
                                ASSERTION_REJECTED ->
                                end(turn, "provider_rejected", provider);
                    };
            case HttpFailure known when known.kind() == FailureKind.DIRECTORY_UNAVAILABLE ->
                    Future.succeededFuture(turn.session());
            case HttpFailure _, IllegalArgumentException _ ->
                    end(turn, "provisioning_refused", failure);
            case Throwable _ -> Future.failedFuture(failure);
        };
    }

    private Future<@Nullable Session> unanswered(Turn turn, AuthenticationFailure failure) {
        Instant now = accounts.clock().instant();
        Instant first = turn.grant().failing();
        Instant since = first == null ? now : first;
        if (!now.isBefore(since.plus(turn.grants().grace()))) {
            return end(turn, "provider_unreachable", failure);
        }
        LOG.warn(
                "session not renewed connection={} reason={} since={} detail=\"{}\"",
                turn.login().connection(),
                failure.reason(),
                since,
                failure.getMessage());
        Grant later = new Grant(turn.grant().token(), now.plus(RETRY), since);
        return stores.changed(
                turn.session().key(), open -> open.with(turn.login(), turn.login().with(later)));
    }

    private Future<@Nullable Session> end(Turn turn, String reason, Throwable failure) {
        return stores.sessions()
                .take(turn.session().key())
                .onSuccess(was -> endings.ended(reason, turn.login(), turn.session(), failure))
                .map((@Nullable Session _) -> null);
    }
}
