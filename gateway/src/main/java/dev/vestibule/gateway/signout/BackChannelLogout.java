package dev.vestibule.gateway.signout;

import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.ProviderSignOut.Notice;
import dev.vestibule.gateway.session.ProviderSessions;
import dev.vestibule.gateway.session.ProviderSessions.Ended;
import dev.vestibule.gateway.store.EphemeralStore;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Takes the word of an identity provider that a session there has ended (OpenID Connect
 * Back-Channel Logout 1.0), and ends the sessions here that rest on it. Mounted at {@link #PATH} of
 * the gateway's host, for POST, behind a body handler.
 *
 * @param seen names of the notices that came, so that none works twice
 */
record BackChannelLogout(
        ProviderNotices notices, ProviderSessions sessions, EphemeralStore<String> seen)
        implements Handler<RoutingContext> {
    static final String PATH =
            RequestTarget.RESERVED + "/backchannel-logout/:" + ProviderNotices.CONNECTION;

    private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogout.class);

    /** Longer than a token is taken after it was made. */
    private static final Duration MEMORY = Duration.ofMinutes(15);

    @Override
    public void handle(RoutingContext ctx) {
        var provider = notices.provider(ctx);
        String token = RequestParameters.ofForm(ctx).required("logout_token");
        provider.verified(token)
                .compose(this::once)
                .onSuccess(ended -> accepted(ctx, ended))
                .onFailure(failure -> refused(ctx, failure));
    }

    private Future<Integer> once(Notice notice) {
        String name = Tokens.hash("vestibule.logout " + notice.issuer() + " " + notice.id());
        return seen.putIfAbsent(name, "", MEMORY)
                .compose(first ->
                        first
                                ? end(notice, name)
                                : Future.failedFuture(
                                        new IllegalStateException("the logout token came before")));
    }

    /** A notice whose sessions could not be ended may come again. */
    private Future<Integer> end(Notice notice, String name) {
        return sessions.ended(
                        new Ended(notice.issuer(), notice.sid(), notice.subject(), notice.at()))
                .recover(failure -> seen.take(name).compose(_ -> Future.failedFuture(failure)));
    }

    private static void accepted(RoutingContext ctx, int ended) {
        LOG.info(
                "event=provider-logout connection={} sessions={}",
                ProviderNotices.connection(ctx),
                ended);
        Pages.secure(ctx.response().headers());
        ctx.response().setStatusCode(200).end();
    }

    /** Section 2.8. */
    private void refused(RoutingContext ctx, Throwable failure) {
        notices.mistake(ctx);
        LOG.warn(
                "provider logout refused connection={} detail=\"{}\"",
                ProviderNotices.connection(ctx),
                failure.getMessage());
        Pages.secure(ctx.response().headers());
        ctx.response()
                .setStatusCode(400)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("error", "invalid_request").toBuffer());
    }
}
