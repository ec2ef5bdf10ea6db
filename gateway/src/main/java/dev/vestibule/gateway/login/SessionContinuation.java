package dev.vestibule.gateway.login;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Flow.OnChange;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.identity.PersonKey;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.LoginStarter.Start;
import dev.vestibule.gateway.login.Purpose.SignIn;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.provisioning.api.Account;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a login continue with what an open session has proved, so that a user who needs a fresh or
 * stronger proof is asked for that and for nothing else.
 */
public record SessionContinuation(Accounts accounts, Devices devices) {

    /** Finds accounts. */
    public interface Accounts {
        /** The account of the identity; null when it is gone or may not sign in. */
        Future<@Nullable Account> find(VerifiedIdentity identity, FlowConfig config);
    }

    /** Knows devices. */
    public interface Devices {
        /** Whether the account has called this browser its own in a step of the flow. */
        Future<Boolean> isKnown(RoutingContext ctx, Flow flow, Account account);
    }

    /** Whether the session has what the login is for. */
    static boolean isComplete(Session session, App app, SignIn purpose, LoginSetup setup) {
        Session known = session.in(app.flow());
        Flow flow = setup.config().flow(app.flow());
        Demand demand = purpose.demand();
        return known != null
                && demand.again().isEmpty()
                && demand.flow() == null
                && !demand.other()
                && known.levels().containsAll(demand.acr())
                && (flow.onChange() == OnChange.KEEP || known.passed().equals(flow.fingerprint()));
    }

    /**
     * A login that starts with what the session has; from nothing when there is no session for the
     * app, or when its account is gone.
     */
    Future<Start> start(
            RoutingContext ctx, @Nullable Session session, SignIn purpose, FlowConfig config) {
        Start fromNothing = new Start(purpose, null);
        Session known = session == null ? null : session.in(purpose.in(config).flow());
        if (session == null || known == null || purpose.demand().other()) {
            return Future.succeededFuture(fromNothing);
        }
        SignIn next = purpose.continuing(known.key());
        Map<String, StepFacts> steps = steps(session, known, next, config);
        VerifiedIdentity identity = known.identity().verified();
        LoginProgress proved = progress(identity, steps, config);
        if (known.identity().account() == null) {
            return Future.succeededFuture(new Start(next, proved));
        }
        return accounts.find(identity, config)
                .compose(account ->
                        account == null
                                ? Future.succeededFuture(fromNothing)
                                : devices.isKnown(ctx, next.flow(config), account)
                                        .map(device ->
                                                new Start(next, proved.of(account, device))));
    }

    private static LoginProgress progress(
            VerifiedIdentity identity, Map<String, StepFacts> steps, FlowConfig config) {
        List<PersonKey> user = List.of(PersonKey.of(identity, config));
        return new LoginProgress(steps, identity, user, null, null, "none", List.of(), null);
    }

    /** The completed steps of the flow, without those that are asked for again. */
    private static Map<String, StepFacts> steps(
            Session session, Session known, SignIn purpose, FlowConfig config) {
        Flow flow = purpose.flow(config);
        Session passed = session.in(flow.id());
        Map<String, StepFacts> kept = new HashMap<>((passed == null ? known : passed).steps());
        if (passed == null) {
            kept.entrySet().removeIf(each -> !accepts(flow, each.getKey(), each.getValue()));
        }
        purpose.demand().again().forEach(kept::remove);
        return kept;
    }

    /**
     * Whether a step of another flow proves what the step of the same name here asks for. It may
     * have asked its provider for less.
     */
    private static boolean accepts(Flow flow, String id, StepFacts facts) {
        return flow.steps().stream()
                .filter(Step::isNamed)
                .filter(step -> step.id().equals(id) && step.options().contains(facts.option()))
                .anyMatch(step ->
                        !(step instanceof AuthenticateStep asked
                                && asked.offer(facts.option()).demands()));
    }
}
