package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.access.Verdict.Client;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.FailurePage.Audience;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.keep.FormBody;
import dev.vestibule.gateway.keep.KeptForm;
import dev.vestibule.gateway.keep.KeptForms;
import dev.vestibule.gateway.keep.PostedForm;
import dev.vestibule.gateway.session.LastUser;
import dev.vestibule.gateway.session.LoginRedirect;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The answer to a request that needs a sign-in, where the gateway itself has the request: a form is
 * kept and the browser redirected to the login, if the app allows that. All others get the answer
 * of {@link SignIns}.
 */
public record FormSignIns(SignIns signIns, KeptForms forms, LastUser users) {

    /**
     * Answers.
     *
     * @throws HttpFailure when the request is neither one for a page nor a form that is kept
     */
    void answer(RoutingContext ctx, Verdict.SignIn needed) {
        Long most = needed.app().forwarding().keepPosts();
        String user = users.of(ctx);
        if (most == null || user == null || needed.client() == Client.PROGRAM) {
            signIns.answer(ctx, needed);
            return;
        }
        switch (PostedForm.of(ctx, needed.route().origin(), most)) {
            case NONE -> signIns.answer(ctx, needed);
            case TOO_LARGE -> throw tooLarge(ctx, needed, most);
            case KEPT -> keep(ctx, needed, user);
        }
    }

    private void keep(RoutingContext ctx, Verdict.SignIn needed, String user) {
        if (!forms.admits(ctx)) {
            throw signIns.refusal(ctx, needed);
        }
        Future<Buffer> body = ctx.request().body();
        ctx.request().resume();
        body.compose(bytes -> kept(ctx, needed.route(), user, bytes))
                .compose(location ->
                        location == null
                                ? Future.failedFuture(signIns.refusal(ctx, needed))
                                : Future.succeededFuture(location))
                .onSuccess(login -> LoginRedirect.to(ctx, login + needed.demand().query()))
                .onFailure(_ -> ctx.fail(signIns.refusal(ctx, needed)));
    }

    /** Where the browser signs in; null for a form that it would not send alike again. */
    private Future<@Nullable String> kept(
            RoutingContext ctx, Route route, String user, Buffer bytes) {
        App app = route.app();
        RequestTarget target = RequestTarget.of(ctx);
        String address = address(route, target);
        String body = bytes.toString(StandardCharsets.ISO_8859_1);
        // On a page, two slashes begin another host.
        if (address.startsWith("//") || FormBody.parse(body) == null) {
            return Future.succeededFuture();
        }
        KeptForm form = new KeptForm(app.id(), target.path(), address, user, body);
        return forms.keep(ctx, form)
                .compose(path -> signIns.logins().location(ctx, app, path))
                .<@Nullable String>map(login -> login);
    }

    /** As the app gets it. */
    private static String address(Route route, RequestTarget target) {
        String path = route.target().asIs() ? target.sent() : target.path();
        return target.query() == null ? path : path + "?" + target.query();
    }

    private HttpFailure tooLarge(RoutingContext ctx, Verdict.SignIn needed, long most) {
        signIns.challenge(ctx, needed);
        return HttpFailure.of(FailureKind.FORM_TOO_LARGE, "form of more than " + most + " bytes")
                .retryAt(signIns.start(ctx, needed))
                .told(Audience.of((most >> 10) + " KB"));
    }
}
