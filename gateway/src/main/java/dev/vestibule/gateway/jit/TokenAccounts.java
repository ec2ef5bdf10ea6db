package dev.vestibule.gateway.jit;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AcrFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
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
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who a program acts for that sends an access token of an identity provider: what a sign-in of the
 * same user gives. An account that exists is used as it is, since the token may be older than the
 * last sign-in; one that does not is made as at a first sign-in.
 */
public record TokenAccounts(AccountProvisioning accounts, InstantSource clock) {
    /**
     * What apps see. Fails with {@link HttpFailure}: {@code TOKEN_REFUSED} where the account cannot
     * be used, {@code ACCOUNT_REQUIRED} where there is none without an answer of the user.
     */
    public Future<SessionIdentity> of(
            VerifiedIdentity identity, FlowConfig config, RequestFacts request) {
        Provisioning provisioning = config.connection(identity.connection()).provisioning();
        EvaluationContext facts = facts(identity, request, clock.instant());
        VerifiedIdentity kept = new SessionClaims(config).of(identity);
        return account(identity, provisioning, facts)
                .map(account ->
                        account == null
                                ? SessionIdentities.ofClaims(identity, config, facts)
                                : ofAccount(account, identity, config))
                .map(who -> who.keeping(kept));
    }

    /** What is known of an identity without a login. */
    static EvaluationContext facts(VerifiedIdentity identity, RequestFacts request, Instant now) {
        return new EvaluationContext(
                request,
                identity.claims().values(),
                identity.connection(),
                null,
                Map.of(),
                "",
                now,
                null,
                AcrFacts.NONE);
    }

    /**
     * The account with the username that a certificate names; it is never made. Fails as above.
     *
     * @param username compared without regard to case, as directories do
     */
    public Future<Account> named(String username) {
        return accounts.client()
                .send(new FindAccount.FindByUsername(username))
                .map(found -> {
                    boolean none = found instanceof Failed(NoSuchAccount _);
                    Account account = none ? null : usable(found);
                    if (account == null || !account.username().equalsIgnoreCase(username)) {
                        throw required("no account has the username " + username);
                    }
                    return account;
                });
    }

    static SessionIdentity ofAccount(
            Account account, VerifiedIdentity identity, FlowConfig config) {
        try {
            return SessionIdentities.ofAccount(account, identity, config);
        } catch (IllegalArgumentException ambiguous) {
            throw HttpFailure.of(
                    FailureKind.USERNAME_REFUSED, String.valueOf(ambiguous.getMessage()));
        }
    }

    private Future<@Nullable Account> account(
            VerifiedIdentity identity, Provisioning provisioning, EvaluationContext facts) {
        if (!provisioning.enabled()) {
            return Future.succeededFuture();
        }
        SubjectLink link = SubjectLink.of(identity, provisioning);
        if (link == null) {
            throw required("the access token has no claim " + provisioning.trust().subject());
        }
        return accounts.client()
                .find(link.current(), link.previous())
                .compose(found ->
                        found instanceof Failed(NoSuchAccount _)
                                ? first(identity, provisioning, facts)
                                : Future.succeededFuture(usable(found)));
    }

    private static Account usable(Reply<Account> found) {
        return switch (found) {
            case Value(Account account) -> active(account);
            case Failed(DirectoryUnavailable failure) ->
                    throw HttpFailure.of(FailureKind.DIRECTORY_UNAVAILABLE, failure.detail());
            case Failed(var failure) ->
                    throw HttpFailure.of(FailureKind.PROVISIONING_REFUSED, failure.detail());
        };
    }

    private static Account active(Account account) {
        if (account.state().kind() == AccountState.Kind.ACTIVE) {
            return account;
        }
        throw HttpFailure.of(
                        FailureKind.TOKEN_REFUSED, account.state().reason() + ": " + account.dn())
                .concerning(new HttpFailure.Concern(null, null, account.dn()));
    }

    private Future<@Nullable Account> first(
            VerifiedIdentity identity, Provisioning provisioning, EvaluationContext facts) {
        if (isClient(identity)) {
            throw required("the access token acts for a client, which gets no account");
        }
        Wanted wanted = new Wanted(identity, UUID.randomUUID().toString(), FirstLoginForm.NONE);
        return Future.succeededFuture()
                .compose(_ -> accounts.settle(provisioning, wanted, facts))
                .recover(failure -> Future.failedFuture(refused(failure)))
                .map(result ->
                        switch (result) {
                            case AccountResult.Settled settled -> settled.account();
                            case AccountResult.Waiting(var detail) ->
                                    throw HttpFailure.of(FailureKind.DIRECTORY_UNAVAILABLE, detail);
                            case AccountResult.Asked _,
                                    AccountResult.Unconfirmed _,
                                    AccountResult.Unproved _ ->
                                    throw required(
                                            "the first sign-in asks the user, so it needs a browser");
                        });
    }

    /** Access tokens often lack the claims that an account is made of. */
    private static Throwable refused(Throwable failure) {
        return failure instanceof HttpFailure known
                        && known.kind() == FailureKind.PROVISIONING_REFUSED
                ? required("no account yet, and none from these claims: " + known.getMessage())
                : failure;
    }

    /** RFC 9068, section 5: a token that no user has asked for names its client as its subject. */
    private static boolean isClient(VerifiedIdentity identity) {
        return Stream.of("client_id", "azp", "appid", "cid")
                .map(identity.claims()::text)
                .anyMatch(identity.subject()::equals);
    }

    private static HttpFailure required(String detail) {
        return HttpFailure.of(FailureKind.ACCOUNT_REQUIRED, detail);
    }
}
