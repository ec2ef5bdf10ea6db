package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;

import io.vertx.core.Future;

/** Finds the account that an identity is linked to, without changing anything. */
public record LinkedAccounts(DirectoryClient client) {
    /** By the current link, else by the one that it replaces. */
    Future<Reply<Account>> find(SubjectLink link) {
        FederatedIdentity previous = link.previous();
        return client.send(new FindAccount(link.current()))
                .compose(reply ->
                        previous != null && reply instanceof Failed(NoSuchAccount _)
                                ? client.send(new FindAccount(previous))
                                : Future.succeededFuture(reply));
    }
}
