package dev.vestibule.gateway.step.ask;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.ask.AskField;
import dev.vestibule.flow.step.ask.AskStep;
import dev.vestibule.flow.step.ask.AskStep.Consent;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.provisioning.api.Account;

import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The step that asks the user for consent or for details. It proves nothing. */
public final class AskHandler implements StepHandler<AskStep> {
    private static final int MOST_ANSWERS = 20;

    private final Consents consents;

    public AskHandler(FactorStore memory) {
        consents = new Consents(memory);
    }

    /** The user reads the text. */
    record Consenting() implements LoginState {}

    /** The user fills in the form, which was shown so many times before. */
    record Filling(int answers) implements LoginState {}

    @Override
    public Class<AskStep> kind() {
        return AskStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(Consenting.class, Filling.class);
    }

    @Override
    public Future<StepResult> begin(LoginContext login, AskStep step) {
        Consent consent = step.ask().consent();
        if (consent == null) {
            return Future.succeededFuture(form(login, step, Map.of(), 0));
        }
        Account account = login.progress().account();
        return account == null
                ? Future.succeededFuture(text(login, consent))
                : consents.has(account.id(), step, consent)
                        .map(given -> given ? done(login, step, Map.of()) : text(login, consent));
    }

    @Override
    public Future<Void> admit(LoginContext login, AskStep step, LoginState state, Answer answer) {
        RequestParameters sent = answer.parameters();
        boolean complete =
                step.ask().consent() == null
                        ? fields(step, sent.values()).stream()
                                .allMatch(field -> sent.optional(field.id()) != null)
                        : Set.of(ConsentPage.AGREE, ConsentPage.DECLINE)
                                .contains(sent.text(ConsentPage.DECISION));
        return complete
                ? Future.succeededFuture()
                : Future.failedFuture(
                        HttpFailure.of(FailureKind.BAD_REQUEST, "not the answer to an ask step"));
    }

    @Override
    public Future<StepResult> resume(
            LoginContext login, AskStep step, LoginState state, Answer answer) {
        Consent consent = step.ask().consent();
        if (consent == null) {
            return Future.succeededFuture(filled(login, step, state, answer.parameters()));
        }
        if (!answer.parameters().text(ConsentPage.DECISION).equals(ConsentPage.AGREE)) {
            throw HttpFailure.of(FailureKind.CONSENT_DECLINED, "the user declined " + step.id());
        }
        Account account = login.progress().account();
        StepResult agreed = done(login, step, Map.of());
        return account == null
                ? Future.succeededFuture(agreed)
                : consents.remember(account.id(), step, consent, login.facts().now()).map(agreed);
    }

    private static StepResult filled(
            LoginContext login, AskStep step, LoginState state, RequestParameters sent) {
        List<AskPage.Field> fields = fields(step, sent.values());
        if (fields.stream().noneMatch(field -> field.declared().refuses(field.value()))) {
            Map<String, String> values = new LinkedHashMap<>();
            fields.forEach(field ->
                    AskField.text(field.value()).ifPresent(text -> values.put(field.name(), text)));
            return done(login, step, values);
        }
        int answers = state instanceof Filling(var before) ? before + 1 : MOST_ANSWERS;
        if (answers >= MOST_ANSWERS) {
            throw HttpFailure.of(FailureKind.TOO_MANY_TRIES, "answers to step " + step.id());
        }
        return form(login, step, sent.values(), answers);
    }

    private static List<AskPage.Field> fields(AskStep step, Map<String, String> sent) {
        List<AskPage.Field> fields = new ArrayList<>();
        step.ask()
                .fields()
                .forEach((name, declared) -> {
                    AskPage.Field empty = new AskPage.Field(name, declared, "");
                    String typed = sent.getOrDefault(empty.id(), "");
                    fields.add(new AskPage.Field(name, declared, typed));
                });
        return fields;
    }

    private static StepResult text(LoginContext login, Consent consent) {
        String link = consent.link() == null ? null : consent.link().toString();
        return new StepResult.Ask(
                new ConsentPage(consent.text(), link, login.form()), new Consenting());
    }

    private static StepResult form(
            LoginContext login, AskStep step, Map<String, String> sent, int answers) {
        return new StepResult.Ask(
                new AskPage(fields(step, sent), answers > 0, login.form()), new Filling(answers));
    }

    private static StepResult done(LoginContext login, AskStep step, Map<String, String> values) {
        StepFacts facts = StepFacts.valued(step.kind(), login.facts().now(), values);
        return new StepResult.Done(facts, null);
    }
}
