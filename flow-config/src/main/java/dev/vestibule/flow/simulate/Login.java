package dev.vestibule.flow.simulate;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.scenario.Given;
import dev.vestibule.flow.scenario.GivenRequest;
import dev.vestibule.flow.step.Flow;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The fixed part of a simulated login.
 *
 * @param app the app that it leads to; null when no app has the flow
 */
record Login(FlowConfig config, Given given, Flow flow, @Nullable App app) {
    static Login of(FlowConfig config, Given given) {
        String named = given.app();
        String id =
                given.flow() == null
                        ? Objects.requireNonNull(config.apps().get(named)).flow()
                        : given.flow();
        App app =
                named == null
                        ? config.apps().values().stream()
                                .filter(each -> each.flow().equals(id))
                                .findFirst()
                                .orElse(null)
                        : config.apps().get(named);
        return new Login(config, given, config.flow(id), app);
    }

    /** What conditions of steps see. */
    EvaluationContext facts(Progress progress) {
        return facts(progress, progress.identity(), progress.account(), app);
    }

    /** The same with an identity that has no account yet. */
    EvaluationContext facts(Progress progress, SimulatedIdentity identity) {
        return facts(progress, identity, null, app);
    }

    /** The same with a later identity beside the account of the login. */
    EvaluationContext comparing(Progress progress, SimulatedIdentity later) {
        return facts(progress, later, progress.account(), app);
    }

    /** The same for a request to an app. */
    EvaluationContext facts(Progress progress, App asked) {
        return facts(progress, progress.identity(), progress.account(), asked).afterLogin();
    }

    private EvaluationContext facts(
            Progress progress,
            @Nullable SimulatedIdentity identity,
            @Nullable SimulatedAccount account,
            @Nullable App asked) {
        return new EvaluationContext(
                request(asked),
                identity == null ? null : identity.claims(),
                identity == null ? null : identity.connection(),
                account == null ? null : account.facts(),
                progress.steps(),
                asked == null ? "" : asked.id(),
                given.now(),
                null,
                new AcrFacts(given.acr(), flow.acr().allReached(progress.steps())),
                progress.trail().onDevice(given.knownDevice() && account != null));
    }

    private RequestFacts request(@Nullable App asked) {
        GivenRequest request = given.request();
        String usual =
                asked == null ? String.valueOf(config.gateway().url().getHost()) : asked.host();
        return new RequestFacts(
                request.ip(),
                request.host() == null ? usual : request.host(),
                request.method(),
                request.path(),
                Objects.requireNonNullElse(request.userAgent(), ""),
                request.query());
    }
}
