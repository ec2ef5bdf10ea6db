package dev.vestibule.gateway.signout;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.ProviderSessions;
import dev.vestibule.gateway.session.ProviderSessions.Ended;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.net.URI;
import java.time.InstantSource;

/**
 * A provider's page loads this in a frame when the user signs out there (OpenID Connect
 * Front-Channel Logout 1.0). No cookie of ours comes with it, so that the name of the session at
 * the provider decides, which must be too long to be guessed. Mounted at {@link #PATH} of the
 * gateway's host, for GET.
 */
record FrontChannelLogout(ProviderNotices notices, ProviderSessions sessions, InstantSource clock)
        implements Handler<RoutingContext> {
    static final String PATH =
            RequestTarget.RESERVED + "/frontchannel-logout/:" + ProviderNotices.CONNECTION;

    /** Sixteen characters of base64 have 96 bits. */
    private static final int SHORTEST = 16;

    private static final int LONGEST = 255;

    @Override
    public void handle(RoutingContext ctx) {
        var provider = notices.provider(ctx);
        RequestParameters query = RequestParameters.ofQuery(ctx);
        String sid = query.required("sid");
        String issuer = query.required("iss");
        if (!provider.issues(issuer) || sid.length() < SHORTEST || sid.length() > LONGEST) {
            notices.mistake(ctx);
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "iss or sid is none of the provider's");
        }
        sessions.end(new Ended(issuer, sid, null, clock.instant()))
                .onSuccess(ended -> answer(ctx, issuer, ended))
                .onFailure(ctx::fail);
    }

    /** The answer is the same whether there was a session. */
    private void answer(RoutingContext ctx, String issuer, int ended) {
        if (ended == 0) {
            notices.mistake(ctx);
        }
        var headers = ctx.response().headers();
        Pages.secure(headers);
        headers.remove("X-Frame-Options")
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; frame-ancestors " + origin(issuer))
                .set(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
        ctx.response().end("<!doctype html><title>-</title>");
    }

    private static String origin(String issuer) {
        URI address = URI.create(issuer);
        HostPort at = HostPort.of(address);
        return address.getScheme() + "://" + at.host() + (at.port() < 0 ? "" : ":" + at.port());
    }
}
