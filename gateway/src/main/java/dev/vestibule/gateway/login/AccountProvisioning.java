package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AccountResult.Refused;
import dev.vestibule.gateway.login.AccountResult.Settled;
import dev.vestibule.gateway.login.AccountResult.Waiting;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountReply;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.Membership;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningFailure;
import dev.vestibule.provisioning.api.ProvisioningReply;
import dev.vestibule.provisioning.api.UserProvisioned;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Gives a verified identity the account that its connection wants for it, through the provisioning
 * service. Where the account cannot be had the login does not go on.
 */
final class AccountProvisioning {
    private final AccountMapper mapper;
    private final ProvisioningClient client;

    AccountProvisioning(AccountMapper mapper, ProvisioningClient client) {
        this.mapper = mapper;
        this.client = client;
    }

    /**
     * @param facts what is known with the identity and before its account
     * @param command the same for every try
     */
    Future<AccountResult> settle(
            Provisioning provisioning, VerifiedIdentity identity, Facts facts, String command) {
        if (!provisioning.enabled()) {
            return Future.succeededFuture(new Settled(null, "off"));
        }
        FederatedIdentity link = new FederatedIdentity(identity.issuer(), identity.subject());
        return switch (mapper.map(provisioning, facts)) {
            case AccountMapping.Mapped mapped ->
                    client.provision(command(command, identity, link, mapped, provisioning))
                            .map(AccountProvisioning::provisioned);
            case AccountMapping.Skipped() ->
                    client.find(new FindAccount(link)).map(AccountProvisioning::found);
            case AccountMapping.Unmappable(var detail) ->
                    Future.succeededFuture(new Refused(FailureKind.PROVISIONING_REFUSED, detail));
        };
    }

    private static ProvisionUser command(
            String id,
            VerifiedIdentity identity,
            FederatedIdentity link,
            AccountMapping.Mapped mapped,
            Provisioning provisioning) {
        return new ProvisionUser(
                id,
                identity.connection(),
                link,
                mapped.username(),
                mapped.attributes(),
                mapped.groups(),
                membership(provisioning.groups()));
    }

    private static Membership membership(Provisioning.@Nullable GroupMapping groups) {
        if (groups == null) {
            return Membership.STATIC;
        }
        return switch (groups.membership()) {
            case STATIC -> Membership.STATIC;
            case DYNAMIC -> Membership.DYNAMIC;
        };
    }

    private static AccountResult provisioned(ProvisioningReply reply) {
        return switch (reply) {
            case UserProvisioned(_, var outcome, var account, _) ->
                    usable(account, outcome.name().toLowerCase(Locale.ROOT));
            case ProvisioningFailure failure -> failed(failure);
        };
    }

    private static AccountResult found(AccountReply reply) {
        return switch (reply) {
            case AccountReply.Found(var account) -> usable(account, "found");
            case AccountReply.NoAccount() -> new Settled(null, "skipped");
            case ProvisioningFailure failure -> failed(failure);
        };
    }

    private static AccountResult usable(Account account, String provisioning) {
        String detail = "%s: %s".formatted(account.state().reason(), account.dn());
        return switch (account.state().kind()) {
            case ACTIVE -> new Settled(account, provisioning);
            case DISABLED -> new Refused(FailureKind.ACCOUNT_DISABLED, detail);
            case LOCKED -> new Refused(FailureKind.ACCOUNT_LOCKED, detail);
        };
    }

    private static AccountResult failed(ProvisioningFailure failure) {
        String detail = failure.detail();
        return switch (failure) {
            case ProvisioningFailure.AccountConflict _ ->
                    new Refused(FailureKind.ACCOUNT_CONFLICT, detail);
            case ProvisioningFailure.AccountDisabled _ ->
                    new Refused(FailureKind.ACCOUNT_DISABLED, detail);
            case ProvisioningFailure.AccountLocked _ ->
                    new Refused(FailureKind.ACCOUNT_LOCKED, detail);
            case ProvisioningFailure.AttributeRejected rejected ->
                    new Refused(
                            FailureKind.ATTRIBUTE_REJECTED, rejected.attribute() + ": " + detail);
            case ProvisioningFailure.PolicyRefused _ ->
                    new Refused(FailureKind.PROVISIONING_REFUSED, detail);
            case ProvisioningFailure.DirectoryUnavailable _ -> new Waiting(detail);
        };
    }
}
