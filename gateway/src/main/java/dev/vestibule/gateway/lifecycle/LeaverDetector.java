package dev.vestibule.gateway.lifecycle;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckAccounts.AccountsChecked;
import dev.vestibule.provisioning.api.CheckAccounts.CheckedAccount;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Disables the account of a user that the identity provider refuses with one of the configured
 * codes for leavers, and ends the session.
 *
 * <p>An error answer contains no identity. It can only be about the user that this provider, over
 * this connection, has verified in this browser before: the user of the session. Without such a
 * session it changes nothing, so users can disable no account but their own.
 */
public record LeaverDetector(Sessions sessions, DirectoryClient client, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(LeaverDetector.class);

    /**
     * Checks why an answer was refused. Never fails; other failures than those that the
     * configuration names change nothing.
     *
     * @param connection whose answer it is; browser, state and issuer have been checked
     */
    public Future<Void> heed(
            RoutingContext ctx, FlowConfig config, String connection, Throwable cause) {
        Connection refusing = config.connection(connection);
        if (!(cause instanceof AuthenticationFailure failure) || !told(refusing, failure)) {
            return Future.succeededFuture();
        }
        return sessions.find(ctx)
                .compose(session ->
                        session == null || !isFrom(session, connection)
                                ? unknown(connection)
                                : refused(session, config, connection))
                .otherwise(failed -> {
                    LOG.warn("event=refusal_unheeded connection={}", connection, failed);
                    return null;
                });
    }

    private static boolean told(Connection connection, AuthenticationFailure failure) {
        var answer = failure.answer();
        return answer != null
                && connection
                        .provisioning()
                        .leavers()
                        .areToldBy(answer.error(), answer.description());
    }

    private static boolean isFrom(Session session, String connection) {
        var holder = session.accountHolder();
        return holder != null && holder.verified().connection().equals(connection);
    }

    private static Future<Void> unknown(String connection) {
        LOG.info("event=refusal_of_nobody connection={}", connection);
        return Future.succeededFuture();
    }

    private Future<Void> refused(Session session, FlowConfig config, String connection) {
        var link = session.link(config);
        if (link == null) {
            return sessions.end(session);
        }
        return client.send(new CheckAccounts(List.of(link)))
                .compose(reply -> disable(reply, connection))
                .compose(kept -> kept ? Future.succeededFuture() : sessions.end(session));
    }

    /** Whether an administrator keeps the account enabled, whatever rules say. */
    private Future<Boolean> disable(Reply<AccountsChecked> reply, String connection) {
        return switch (reply) {
            case Value(AccountsChecked(var accounts)) -> {
                Account account = only(accounts);
                yield account == null
                        ? Future.succeededFuture(false)
                        : client.send(command(account))
                                .map(changed -> told(changed, account, connection));
            }
            case Failed(var failure) -> Future.succeededFuture(away(failure, connection));
        };
    }

    private static @Nullable Account only(List<CheckedAccount> accounts) {
        return accounts.isEmpty() ? null : accounts.getFirst().account();
    }

    private ChangeAccount command(Account account) {
        return new ChangeAccount(
                UUID.randomUUID().toString(), account.dn(), Change.DISABLE, clock.instant());
    }

    private static boolean told(Reply<AccountChanged> reply, Account account, String connection) {
        return switch (reply) {
            case Value(var changed) -> {
                LOG.info(
                        "event=account_refused connection={} account=\"{}\" disabled={}",
                        connection,
                        account.dn(),
                        changed.changed());
                yield changed.state().usable();
            }
            case Failed(NoSuchAccount _) -> false;
            case Failed(var failure) -> away(failure, connection);
        };
    }

    private static boolean away(Failure failure, String connection) {
        LOG.warn(
                "event=refusal_unheeded connection={} detail=\"{}\"", connection, failure.detail());
        return false;
    }
}
