package dev.vestibule.gateway.login;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.Purpose.SignIn;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.gateway.session.LongPaths;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Begins a login for an app, in this browser, or redirects a user who is signed in already. */
record LoginHandler(
        LoginSetups setups, LoginStarts starts, LoginStarter starter, SignInCompletion completion)
        implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        RequestParameters query = RequestParameters.ofQuery(ctx);
        LoginSetup setup = setups.live();
        App app = app(setup, query.required(LoginAddress.APP));
        SignIn purpose = purpose(app, query);
        String wanted = query.optional(LoginAddress.CONNECTION);
        completion
                .session(ctx)
                .compose(session -> {
                    if (session != null
                            && SessionContinuation.isComplete(session, app, purpose, setup)) {
                        return completion.go(ctx, session, setup.config(), purpose);
                    }
                    count(ctx, purpose);
                    return completion
                            .continuation()
                            .start(ctx, session, purpose, setup.config())
                            .compose(start -> starter.begin(ctx, setup, start, wanted));
                })
                .onFailure(ctx::fail);
    }

    private void count(RoutingContext ctx, SignIn purpose) {
        int wait = starts.admit(ClientAddress.counted(ctx));
        if (wait > 0) {
            throw HttpFailure.of(FailureKind.TOO_MANY_LOGINS, "gateway.login-starts")
                    .retryAt(purpose.start())
                    .retryAfter(wait);
        }
    }

    private static App app(LoginSetup setup, String id) {
        App app = setup.config().apps().get(id);
        if (app == null) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "no app with this id");
        }
        return app;
    }

    private SignIn purpose(App app, RequestParameters query) {
        String wanted = query.optional(LoginAddress.RETURN);
        ReturnPath path = ReturnPath.parse(wanted == null ? app.path() : wanted);
        if (path == null || !LongPaths.mayTravel(path)) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "return is no local path");
        }
        String binding = query.optional(LoginAddress.BINDING);
        if (binding != null && !Tokens.wellFormed(binding)) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "binding is none of ours");
        }
        return new SignIn(app.id(), path.value(), binding, demand(app, query), null);
    }

    /** What the configuration knows of it: anyone can write an address. */
    private @Nullable Demand demand(App app, RequestParameters query) {
        FlowConfig config = setups.live().config();
        String flow = query.optional(Demand.FLOW);
        String known = flow != null && app.stepUps().contains(flow) ? flow : null;
        Flow asked = config.flow(known == null ? app.flow() : known);
        Demand demand =
                new Demand(
                        known,
                        named(query.optional(Demand.AGAIN), asked.stepIds()),
                        named(query.optional(Demand.ACR), asked.acr().levels().keySet()),
                        Demand.SELECT_ACCOUNT.equals(query.optional(Demand.PROMPT)));
        return demand.isNone() ? null : demand;
    }

    private static List<String> named(@Nullable String words, Set<String> known) {
        return words == null
                ? List.of()
                : Arrays.stream(words.split(" ", -1)).filter(known::contains).distinct().toList();
    }
}
