package dev.vestibule.gateway.jit;

import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.PersonKey;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * A login belongs to one user: a later identity must be an identity of the login already, or meet
 * the step's condition, or be linked to the same account. It is decided before anything is written
 * for the later identity.
 */
public record SamePerson(DirectoryClient accounts) {
    /**
     * What the login waits for before it continues with this identity; null when it continues.
     *
     * @throws HttpFailure also in the future, when it is the identity of another user
     */
    Future<@Nullable AccountResult> objection(
            LoginContext login, AuthenticateStep step, VerifiedIdentity identity) {
        VerifiedIdentity earlier = login.progress().identity();
        if (earlier == null || known(login, identity) || declared(login, step, identity)) {
            return Future.succeededFuture();
        }
        var config = login.config();
        SubjectLink mine = SubjectLink.of(earlier, config);
        SubjectLink theirs = SubjectLink.of(identity, config);
        if (config.directory() == null || mine == null || theirs == null) {
            throw another(login, step, identity, "linked to no account");
        }
        return accounts.find(mine.current(), mine.previous())
                .compose(first ->
                        accounts.find(theirs.current(), theirs.previous())
                                .map(second ->
                                        compared(
                                                first,
                                                second,
                                                linked -> another(login, step, identity, linked))));
    }

    private static boolean known(LoginContext login, VerifiedIdentity identity) {
        return login.progress().knows(PersonKey.of(identity, login.config()));
    }

    /** What cannot be evaluated is not declared. */
    private static boolean declared(
            LoginContext login, AuthenticateStep step, VerifiedIdentity identity) {
        try {
            return step.samePerson() != null && step.samePerson().test(login.comparing(identity));
        } catch (ExpressionException stricter) {
            return false;
        }
    }

    private static @Nullable AccountResult compared(
            Reply<Account> first, Reply<Account> second, Function<String, HttpFailure> another) {
        for (Reply<Account> reply : List.of(first, second)) {
            if (reply instanceof Failed(var failure) && !(failure instanceof NoSuchAccount)) {
                return AccountResult.of(failure);
            }
        }
        if (!(second instanceof Value(Account theirs))) {
            throw another.apply("linked to no account");
        }
        if (!(first instanceof Value(Account mine)) || !mine.dn().equals(theirs.dn())) {
            throw another.apply("linked to " + theirs.dn());
        }
        AccountResult.of(theirs, "found");
        return null;
    }

    /** Names accounts and connections, and no value of a claim. */
    private static HttpFailure another(
            LoginContext login, AuthenticateStep step, VerifiedIdentity identity, String linked) {
        Account account = login.progress().account();
        return HttpFailure.of(
                FailureKind.ANOTHER_PERSON,
                "step %s: the identity of connection %s, %s, is not that of the login, %s"
                        .formatted(
                                step.id(),
                                identity.connection(),
                                linked,
                                account == null ? "which has no account" : account.dn()));
    }
}
