package dev.vestibule.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Protects every state-changing POST. A form carries a token that is derived from this browser's
 * binding cookie: only a page that the gateway gave to this browser knows it. The browser's origin
 * headers are the second line of defence.
 *
 * <p>Mount it behind a body handler.
 */
public record Csrf(Cookies cookies) implements Handler<RoutingContext> {
    /** The form's field. */
    public static final String FIELD = "csrf";

    private static final String PURPOSE = "vestibule.csrf ";

    /** The token for forms of this browser, which is bound if it was not yet. */
    public String token(RoutingContext ctx) {
        return derived(cookies.boundSecret(ctx));
    }

    /** A form with the token of this browser. */
    public Page.Form form(RoutingContext ctx, String action, Map<String, String> fields) {
        return new Page.Form(action, token(ctx), fields);
    }

    /** Passes on a form with the right token, or fails with {@code FORM_REJECTED}. */
    @Override
    public void handle(RoutingContext ctx) {
        check(ctx);
        ctx.next();
    }

    /**
     * @throws HttpFailure {@code FORM_REJECTED} when the form is not one of this browser's
     */
    public void check(RoutingContext ctx) {
        if (foreign(ctx)) {
            throw HttpFailure.of(FailureKind.FORM_REJECTED, "form of another origin");
        }
        String secret = cookies.browserSecret(ctx);
        if (secret == null) {
            throw HttpFailure.of(FailureKind.FORM_REJECTED, "form without a browser cookie");
        }
        var sent = ctx.request().formAttributes().getAll(FIELD);
        if (sent.size() != 1 || !Tokens.same(sent.getFirst(), derived(secret))) {
            throw HttpFailure.of(FailureKind.FORM_REJECTED, "form with a wrong token");
        }
    }

    private static boolean foreign(RoutingContext ctx) {
        var request = ctx.request();
        String site = request.getHeader("Sec-Fetch-Site");
        if ("same-origin".equals(site)) {
            return otherOrigin(named(request.getHeader("Origin")), RequestTarget.of(ctx));
        }
        boolean crossSite = site != null && !site.equals("none");
        return crossSite || otherOrigin(request.getHeader("Origin"), RequestTarget.of(ctx));
    }

    /** Our pages send no referrer, and from such pages browsers name no origin either. */
    private static @Nullable String named(@Nullable String origin) {
        return "null".equals(origin) ? null : origin;
    }

    private static boolean otherOrigin(@Nullable String origin, RequestTarget target) {
        return origin != null
                && !origin.equals("http://" + target.authority())
                && !origin.equals("https://" + target.authority());
    }

    private static String derived(String secret) {
        return Tokens.hash(PURPOSE + secret);
    }
}
