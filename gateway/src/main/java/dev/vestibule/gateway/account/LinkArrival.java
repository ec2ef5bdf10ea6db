package dev.vestibule.gateway.account;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Page.AccountLinks.Done;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.ProvisioningClient;
import dev.vestibule.gateway.login.SubjectLink;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.LinksReply;
import dev.vestibule.provisioning.api.ProvisioningFailure;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** Uses an identity that was verified for a change of links. */
final class LinkArrival {
    private final AccountMapper mapper = new AccountMapper();
    private final AccountHolders holders;
    private final Confirmations confirmations;
    private final ProvisioningClient provisioning;
    private final RequestFactsReader requests;
    private final InstantSource clock;

    LinkArrival(AccountHolders holders, Confirmations confirmations, AccountServices services) {
        this.holders = holders;
        this.confirmations = confirmations;
        this.provisioning = services.provisioning();
        this.requests = services.requests();
        this.clock = services.clock();
    }

    Future<Void> arrive(
            RoutingContext ctx, AccountHolder holder, LinkTrip trip, VerifiedIdentity identity) {
        SubjectLink link = holders.link(identity);
        if (link == null) {
            return Future.failedFuture(refused("an identity without a link"));
        }
        return switch (trip.purpose()) {
            case CONFIRM -> confirm(ctx, holder, link);
            case LINK ->
                    admitted(ctx, trip, identity)
                            ? link(ctx, holder, link, identity.connection())
                            : Future.failedFuture(refused("an identity that gets no account"));
        };
    }

    private Future<Void> confirm(RoutingContext ctx, AccountHolder holder, SubjectLink link) {
        boolean same =
                holder.proved().equals(link.current()) || holder.proved().equals(link.previous());
        return same
                ? confirmations
                        .confirm(holder.session())
                        .compose(_ -> LinkTrips.redirect(ctx, AccountAddress.links(Done.CONFIRMED)))
                : Future.failedFuture(refused("somebody else confirmed"));
    }

    private Future<Void> link(
            RoutingContext ctx, AccountHolder holder, SubjectLink link, String connection) {
        LinkAccount command =
                new LinkAccount(
                        UUID.randomUUID().toString(), holder.proved(), link.current(), connection);
        return provisioning
                .link(command)
                .compose(reply ->
                        switch (reply) {
                            case LinksReply.Links _ ->
                                    LinkTrips.redirect(ctx, AccountAddress.links(Done.LINKED));
                            case LinksReply.NoAccount() ->
                                    Future.failedFuture(refused("the account is gone"));
                            case ProvisioningFailure failure ->
                                    Future.failedFuture(LinkFailures.of(failure));
                        });
    }

    /** A user without an account because of the skip rule gets none by a link either. */
    private boolean admitted(RoutingContext ctx, LinkTrip trip, VerifiedIdentity identity) {
        Provisioning rules = trip.setup().config().connection(trip.connection()).provisioning();
        Facts facts =
                new Facts(
                        requests.request(ctx),
                        identity.claims().values(),
                        identity.connection(),
                        null,
                        Map.of(),
                        "",
                        clock.instant());
        return mapper.map(rules, facts) instanceof AccountMapping.Mapped;
    }

    private static HttpFailure refused(String detail) {
        return HttpFailure.of(FailureKind.LINK_REFUSED, detail);
    }
}
