package dev.vestibule.gateway.session;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.expression.facts.Parameters;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FieldNames;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Tells rules what they may see of a request and of the session behind it. */
public record RequestFactsReader(InstantSource clock) {
    /** Of a request that no rule reads. */
    private static final RequestFacts UNREAD =
            new RequestFacts("", "", null, "", null, Parameters.NONE);

    /** The request as rules see it; usable behind the target handler only. */
    public RequestFacts request(RoutingContext ctx) {
        RequestTarget target = RequestTarget.of(ctx);
        Fields fields = Fields.of(ctx.request().headers());
        return new RequestFacts(
                ClientAddress.of(ctx),
                target.host(),
                fields.methodOr(target.method()),
                target.rulePath(),
                fields.userAgent(),
                new Parameters(target.query()));
    }

    /** The facts of a request to an app. */
    public EvaluationContext of(RoutingContext ctx, App app, @Nullable Session session) {
        return of(request(ctx), app, session);
    }

    /** The facts of an app whose rules do not read the request. */
    public EvaluationContext ofSession(App app, @Nullable Session session) {
        return of(UNREAD, app, session);
    }

    /** The facts of a request that was read before. */
    public EvaluationContext of(RequestFacts request, App app, @Nullable Session session) {
        if (session == null) {
            return new EvaluationContext(
                    request,
                    null,
                    null,
                    null,
                    Map.of(),
                    app.id(),
                    clock.instant(),
                    null,
                    AcrFacts.NONE);
        }
        var identity = session.identity();
        return new EvaluationContext(
                request,
                identity.verified().claims().values(),
                identity.verified().connection(),
                identity.account(),
                session.steps(),
                app.id(),
                clock.instant(),
                null,
                session.levels().isEmpty()
                        ? AcrFacts.NONE
                        : new AcrFacts(List.of(), session.levels()));
    }

    /**
     * The header fields that rules may see, in every spelling that a server may fold into one.
     *
     * @param userAgent empty when there is none; null when it comes twice, or with characters that
     *     servers read in different ways
     * @param method the one that a field asks an application to take instead; null when there is
     *     none
     */
    private record Fields(@Nullable String userAgent, @Nullable String method) {

        static Fields of(MultiMap headers) {
            String agent = null;
            String method = null;
            boolean clear = true;
            for (Map.Entry<String, String> field : headers) {
                switch (folded(field.getKey())) {
                    case "user-agent" -> {
                        clear &= agent == null && ascii(field.getValue());
                        agent = field.getValue();
                    }
                    case "x-http-method-override", "x-http-method", "x-method-override" ->
                            method = method == null ? field.getValue() : "";
                    default -> {}
                }
            }
            return new Fields(clear ? agent == null ? "" : agent : null, method);
        }

        /** The request's own method, or null when an application may take another one. */
        @Nullable String methodOr(String own) {
            return method == null || method.equals(own) ? own : null;
        }

        private static String folded(String name) {
            boolean ours = name.length() > 9 && "uUxX".indexOf(name.charAt(0)) >= 0;
            return ours ? FieldNames.folded(name) : "";
        }

        private static boolean ascii(String text) {
            boolean ascii = true;
            for (int at = 0; at < text.length(); at++) {
                ascii &= text.charAt(at) >= ' ' && text.charAt(at) < 0x7f;
            }
            return ascii;
        }
    }
}
