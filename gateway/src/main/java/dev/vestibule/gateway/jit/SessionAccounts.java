package dev.vestibule.gateway.jit;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.SessionContinuation;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

/** The accounts of open sessions, as the directory has them now. */
public record SessionAccounts(DirectoryClient client) implements SessionContinuation.Accounts {
    /** Fails with {@link HttpFailure} when the directory does not say. */
    @Override
    public Future<@Nullable Account> find(VerifiedIdentity identity, FlowConfig config) {
        SubjectLink link = SubjectLink.of(identity, config);
        return link == null
                ? Future.succeededFuture()
                : client.find(link.current(), link.previous()).map(SessionAccounts::usable);
    }

    private static @Nullable Account usable(Reply<Account> reply) {
        return switch (reply) {
            case Value(Account account) ->
                    account.state().kind() == AccountState.Kind.ACTIVE ? account : null;
            case Failed(NoSuchAccount _) -> null;
            case Failed(DirectoryUnavailable failure) ->
                    throw HttpFailure.of(FailureKind.DIRECTORY_UNAVAILABLE, failure.detail());
            case Failed(var failure) ->
                    throw HttpFailure.of(FailureKind.PROVISIONING_REFUSED, failure.detail());
        };
    }
}
