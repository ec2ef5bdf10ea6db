package dev.vestibule.gateway.jit;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.flow.expression.facts.Parameters;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.SessionClaims;
import dev.vestibule.gateway.identity.SessionIdentities;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.jit.JitState.Wanted;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Reply.Failed;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.UUID;

/**
 * Who the user of an open session is after the provider was asked again: the account is updated as
 * at a sign-in. One that was removed meanwhile is not made again.
 */
public record RenewedAccounts(AccountProvisioning accounts, InstantSource clock) {
    /** No request belongs to it: what reads one fails or finds nothing. */
    private static final RequestFacts NO_REQUEST =
            new RequestFacts("", "", null, null, null, Parameters.NONE);

    /**
     * What apps see. Fails with {@link HttpFailure}: {@code DIRECTORY_UNAVAILABLE} where that is
     * not known now, and any other kind where a sign-in would be refused.
     *
     * @param before what apps have seen so far
     * @return null where only a browser could answer what a sign-in would ask
     */
    public Future<@Nullable SessionIdentity> of(
            VerifiedIdentity identity, SessionIdentity before, FlowConfig config) {
        Provisioning provisioning = config.connection(identity.connection()).provisioning();
        EvaluationContext facts = TokenAccounts.facts(identity, NO_REQUEST, clock.instant());
        return stillThere(identity, before, provisioning)
                .compose(_ ->
                        accounts.settle(
                                provisioning,
                                new Wanted(
                                        identity,
                                        UUID.randomUUID().toString(),
                                        FirstLoginForm.NONE),
                                facts))
                .map(result ->
                        switch (result) {
                            case AccountResult.Settled settled ->
                                    seen(identity, settled.account(), config, facts);
                            case AccountResult.Waiting(var detail) ->
                                    throw HttpFailure.of(FailureKind.DIRECTORY_UNAVAILABLE, detail);
                            case AccountResult.Asked _,
                                    AccountResult.Unconfirmed _,
                                    AccountResult.Unproved _ ->
                                    null;
                        });
    }

    private Future<Void> stillThere(
            VerifiedIdentity identity, SessionIdentity before, Provisioning provisioning) {
        SubjectLink link = SubjectLink.of(identity, provisioning);
        if (before.account() == null || link == null) {
            return Future.succeededFuture();
        }
        return accounts.client()
                .find(link.current(), link.previous())
                .map(found -> {
                    if (found instanceof Failed<Account>(NoSuchAccount gone)) {
                        throw HttpFailure.of(FailureKind.ACCOUNT_REMOVED, gone.detail());
                    }
                    return null;
                });
    }

    private static SessionIdentity seen(
            VerifiedIdentity identity,
            @Nullable Account account,
            FlowConfig config,
            EvaluationContext facts) {
        SessionIdentity now =
                account == null
                        ? SessionIdentities.ofClaims(identity, config, facts)
                        : TokenAccounts.ofAccount(account, identity, config);
        return now.keeping(new SessionClaims(config).of(identity));
    }
}
