package dev.vestibule.gateway.login;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.Step;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AccountResult.Refused;
import dev.vestibule.gateway.login.LoginStage.AwaitingDirectory;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountReply;
import dev.vestibule.provisioning.api.AccountReply.Found;
import dev.vestibule.provisioning.api.ProvisioningFailure;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

/**
 * A login belongs to one user: a later identity must be an identity of the login already, or meet
 * the step's condition, or be linked to the same account. It is decided before anything is written
 * for the later identity.
 */
final class SamePerson {
    private final LoginFacts facts;
    private final LinkedAccounts accounts;

    SamePerson(LoginFacts facts, LinkedAccounts accounts) {
        this.facts = facts;
        this.accounts = accounts;
    }

    /** Why the login does not continue with this identity; null if it belongs to the same user. */
    Future<@Nullable AccountResult> objection(
            RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage) {
        VerifiedIdentity earlier = login.progress().identity();
        if (earlier == null || known(login, stage) || declared(ctx, login, stage)) {
            return Future.succeededFuture();
        }
        FlowConfig config = login.setup().config();
        SubjectLink mine = link(config, earlier);
        SubjectLink theirs = link(config, stage.identity());
        if (config.directory() == null || mine == null || theirs == null) {
            return Future.succeededFuture(another(login, stage, "linked to no account"));
        }
        return accounts.find(mine)
                .compose(first ->
                        accounts.find(theirs).map(second -> compared(login, stage, first, second)));
    }

    private static boolean known(LoginTransaction login, AwaitingDirectory stage) {
        VerifiedIdentity identity = stage.identity();
        return login.progress()
                .knows(
                        PersonKey.of(
                                identity,
                                login.setup()
                                        .config()
                                        .connection(identity.connection())
                                        .provisioning()));
    }

    /** What cannot be evaluated is not declared. */
    private boolean declared(RoutingContext ctx, LoginTransaction login, AwaitingDirectory stage) {
        Expression condition = condition(login, stage.step());
        try {
            return condition != null
                    && condition.test(facts.comparing(ctx, login, stage.identity()));
        } catch (ExpressionException stricter) {
            return false;
        }
    }

    private static @Nullable Expression condition(LoginTransaction login, String id) {
        for (Step step : login.flow().steps()) {
            if (step instanceof Step.Authenticate authenticate && authenticate.id().equals(id)) {
                return authenticate.samePerson();
            }
        }
        return null;
    }

    private static @Nullable SubjectLink link(FlowConfig config, VerifiedIdentity identity) {
        return SubjectLink.of(identity, config.connection(identity.connection()).provisioning());
    }

    private static @Nullable AccountResult compared(
            LoginTransaction login,
            AwaitingDirectory stage,
            AccountReply first,
            AccountReply second) {
        if (first instanceof ProvisioningFailure failure) {
            return AccountResult.of(failure);
        }
        if (second instanceof ProvisioningFailure failure) {
            return AccountResult.of(failure);
        }
        if (!(second instanceof Found(Account theirs))) {
            return another(login, stage, "linked to no account");
        }
        if (!(first instanceof Found(Account mine)) || !mine.dn().equals(theirs.dn())) {
            return another(login, stage, "linked to " + theirs.dn());
        }
        return AccountResult.of(theirs, "found") instanceof Refused refused ? refused : null;
    }

    /** Names accounts and connections, and nothing that a claim says. */
    private static Refused another(LoginTransaction login, AwaitingDirectory stage, String linked) {
        Account account = login.progress().account();
        return new Refused(
                FailureKind.ANOTHER_PERSON,
                "step %s: the identity of connection %s, %s, is not that of the login, %s"
                        .formatted(
                                stage.step(),
                                stage.identity().connection(),
                                linked,
                                account == null ? "which has no account" : account.dn()));
    }
}
