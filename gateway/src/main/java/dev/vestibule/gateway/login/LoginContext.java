package dev.vestibule.gateway.login;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.evaluate.Passage;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.FirstFacts;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.Frame;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.identity.SessionIdentities;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.RequestFactsReader;

import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One request of one login, as the handlers of its steps see it.
 *
 * @param setup the configuration version of the login
 * @param key the key of the next answer, which nothing is stored under yet
 * @param wanted the connection that the link names; null leaves the choice to the user
 */
public record LoginContext(
        RoutingContext http,
        LoginTransaction transaction,
        LoginSetup setup,
        String key,
        @Nullable String wanted,
        Source source) {

    /** The steps of the login. */
    public Flow flow() {
        return transaction.purpose().flow(config());
    }

    /** The configuration version of the login. */
    public FlowConfig config() {
        return setup.config();
    }

    /** A connection of that version. */
    public Connection connection(String id) {
        return config().connection(id);
    }

    /** What the login has proved so far. */
    public LoginProgress progress() {
        return transaction.progress();
    }

    /** The form of a page that the login waits for. */
    public Page.Form form() {
        return source.csrf().form(http, LoginAddress.of(key), Map.of());
    }

    /** The user's language, and the look of the pages. */
    public Frame frame() {
        return source.pages().frame(http);
    }

    /** What expressions see of the login. */
    public EvaluationContext facts() {
        return facts(progress().identity(), account());
    }

    /** The same with an identity that was verified just now and has no account yet. */
    public EvaluationContext facts(VerifiedIdentity identity) {
        return facts(identity, null);
    }

    /** The same with a later identity, beside the one that the login began with. */
    public EvaluationContext comparing(VerifiedIdentity later) {
        EvaluationContext facts = facts(later, account());
        VerifiedIdentity first = progress().first();
        return first == null
                ? facts
                : facts.after(new FirstFacts(first.claims().values(), first.connection()));
    }

    private EvaluationContext facts(
            @Nullable VerifiedIdentity identity, @Nullable AccountFacts account) {
        return new EvaluationContext(
                source.requests().request(http),
                identity == null ? null : identity.claims().values(),
                identity == null ? null : identity.connection(),
                account,
                progress().steps(),
                Objects.requireNonNullElse(app(), ""),
                source.clock().instant(),
                null,
                acr(),
                progress().trail());
    }

    private AcrFacts acr() {
        return new AcrFacts(
                transaction.purpose() instanceof Purpose.SignIn signIn
                        ? signIn.demand().acr()
                        : List.of(),
                flow().acr().allReached(progress().steps()));
    }

    private @Nullable AccountFacts account() {
        var account = progress().account();
        return account == null ? null : SessionIdentities.facts(account);
    }

    /** Whether the login goes on if the user does not complete the step. */
    public boolean canFail(Step step) {
        return Passage.survives(flow(), progress().trail(), step.id());
    }

    /** Id of the app that the login leads to; null when it leads to none. */
    public @Nullable String app() {
        return transaction.purpose() instanceof Purpose.SignIn signIn ? signIn.app() : null;
    }

    /** Title of that app; null when the login leads to none, or to the portal. */
    public @Nullable String title() {
        return transaction.purpose() instanceof Purpose.SignIn signIn
                        && !signIn.path().equals(ReturnPath.PORTAL)
                ? signIn.in(config()).title()
                : null;
    }

    /** What contexts are made with. */
    record Source(
            RequestFactsReader requests,
            InstantSource clock,
            Csrf csrf,
            Pages pages,
            LoginTransactions transactions) {
        LoginContext of(
                RoutingContext ctx,
                LoginTransaction login,
                LoginSetup setup,
                @Nullable String wanted) {
            return new LoginContext(ctx, login, setup, transactions.newKey(), wanted, this);
        }

        /** For a page of a login that goes on waiting under its key. */
        LoginContext at(RoutingContext ctx, PendingLogin waiting, LoginSetup setup, String key) {
            return new LoginContext(ctx, waiting.transaction(), setup, key, null, this);
        }
    }

    /** The app, the connection and the account, as far as they are known. */
    Concern concern() {
        var identity = progress().identity();
        var account = progress().account();
        return new Concern(
                app(),
                identity == null ? null : identity.connection(),
                account == null ? null : account.dn());
    }

    LoginContext having(LoginProgress progress, String next) {
        return new LoginContext(http, transaction.having(progress), setup, next, null, source);
    }

    /** Names the login without anything that could be replayed or is personal. */
    @Override
    public String toString() {
        return transaction.toString();
    }
}
