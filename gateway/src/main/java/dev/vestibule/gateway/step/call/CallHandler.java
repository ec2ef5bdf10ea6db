package dev.vestibule.gateway.step.call;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.step.call.AnswerShape;
import dev.vestibule.flow.step.call.Call;
import dev.vestibule.flow.step.call.CallStep;
import dev.vestibule.flow.step.call.OnError;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.outbound.BoundedHttp.Limits;
import dev.vestibule.gateway.outbound.BoundedHttp.Request;
import dev.vestibule.gateway.outbound.HttpAnswer;
import dev.vestibule.gateway.outbound.JsonObjects;
import dev.vestibule.gateway.outbound.OutboundFailure;
import dev.vestibule.gateway.outbound.OutboundFailure.Kind;
import dev.vestibule.gateway.outbound.OutboundRoute;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The step that asks another server for a decision. The answer is kept with what the login has
 * proved, so that no later request of the login asks again.
 */
public final class CallHandler implements StepHandler<CallStep> {
    private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);
    private static final int LARGEST = 65_536;

    private final BoundedHttp http;

    /** A handler with a client of its own: a slow server takes no connection of a sign-in. */
    public CallHandler(Vertx vertx, OutboundRoute route) {
        http = new BoundedHttp(vertx, new Limits(Call.LONGEST, LARGEST), route);
    }

    @Override
    public Class<CallStep> kind() {
        return CallStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of();
    }

    @Override
    public Future<StepResult> begin(LoginContext login, CallStep step) {
        Call call = step.call();
        return Future.succeededFuture()
                .compose(_ -> http.send(request(login, call), new Limits(call.timeout(), LARGEST)))
                .map(answer -> values(answer, call.shape()))
                .recover(failure -> failed(login, step, failure))
                .map(values -> done(login, step, values));
    }

    /** It never waits, so that no answer can come. */
    @Override
    public Future<StepResult> resume(
            LoginContext login, CallStep step, LoginState state, Answer answer) {
        throw new IllegalStateException("a call step waits for nothing");
    }

    private static StepResult done(LoginContext login, CallStep step, Map<String, ?> values) {
        return new StepResult.Done(
                StepFacts.valued(step.kind(), login.facts().now(), values), null);
    }

    private static Request request(LoginContext login, Call call) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        call.headers().forEach((name, value) -> headers.put(name, List.of(value.reveal())));
        String body = "";
        if (call.method() == Call.Method.POST) {
            headers.put("content-type", List.of("application/json"));
            body = new JsonObject(call.sent(login.facts())).encode();
        }
        if (body.length() > LARGEST) {
            throw new OutboundFailure(
                    Kind.GARBLED, "the body has more than " + LARGEST + " characters");
        }
        return new Request(call.method().name(), call.url(), headers, body);
    }

    private static Map<String, Object> values(HttpAnswer answer, AnswerShape shape) {
        if (answer.status() / 100 != 2) {
            throw garbled(answer, "is answered with status " + answer.status());
        }
        if (shape.fields().isEmpty()) {
            return Map.of();
        }
        if (!answer.isJson()) {
            throw garbled(answer, "answers with something that is not called JSON");
        }
        Map<String, Object> json =
                JsonObjects.parse(
                        answer.body().getBytes(), flaw -> garbled(answer, "answers, and " + flaw));
        shape.problem(json)
                .ifPresent(problem -> {
                    throw garbled(answer, "answers with " + problem);
                });
        return shape.values(json);
    }

    private static OutboundFailure garbled(HttpAnswer answer, String detail) {
        return new OutboundFailure(Kind.GARBLED, answer.place() + " " + detail);
    }

    private static Future<Map<String, Object>> failed(
            LoginContext login, CallStep step, Throwable failure) {
        String detail =
                switch (failure) {
                    case OutboundFailure unanswered -> String.valueOf(unanswered.getMessage());
                    case ExpressionException nothingSent ->
                            "nothing is sent: a value of the body fails";
                    default -> throw new IllegalStateException(failure);
                };
        LOG.warn(
                "event=call_failed flow={} step={} detail=\"{}\"",
                login.flow().id(),
                step.id(),
                detail);
        return switch (step.call().onError()) {
            case OnError.Continue() -> Future.succeededFuture(Map.of());
            case OnError.Deny() ->
                    Future.failedFuture(
                            HttpFailure.of(FailureKind.CALL_FAILED, step.id() + ": " + detail));
            case OnError.Answer(var values) ->
                    Future.succeededFuture(step.call().shape().valuesOfStandIn(values));
        };
    }
}
