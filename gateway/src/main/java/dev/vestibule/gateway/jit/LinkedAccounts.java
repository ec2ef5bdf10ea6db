package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.login.ProvisioningClient;
import dev.vestibule.provisioning.api.AccountReply;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;

import io.vertx.core.Future;

/** Finds the account that an identity is linked to, without changing anything. */
public final class LinkedAccounts {
    private final ProvisioningClient client;

    public LinkedAccounts(ProvisioningClient client) {
        this.client = client;
    }

    /** By the link of now, else by the one that it takes the place of. */
    Future<AccountReply> find(SubjectLink link) {
        FederatedIdentity previous = link.previous();
        return client.find(new FindAccount(link.current()))
                .compose(reply ->
                        previous != null && reply instanceof AccountReply.NoAccount
                                ? client.find(new FindAccount(previous))
                                : Future.succeededFuture(reply));
    }
}
