package dev.vestibule.gateway.account;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindLinks;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * Who is signed in, and the account of their sign-in at this moment: the data in the session may be
 * out of date.
 *
 * @param live the version of the configuration in use
 */
public record AccountHolders(
        Sessions sessions, DirectoryClient provisioning, Supplier<FlowConfig> live) {
    /** Fails with {@link HttpFailure} without a session, or without an account. */
    Future<AccountHolder> find(RoutingContext ctx) {
        return session(ctx).compose(this::holder);
    }

    /** The request's session; fails with {@code LOGIN_REQUIRED} without one. */
    Future<Session> session(RoutingContext ctx) {
        return sessions.find(ctx)
                .compose(session ->
                        session == null
                                ? Future.failedFuture(
                                        HttpFailure.of(FailureKind.LOGIN_REQUIRED, "no session"))
                                : Future.succeededFuture(session));
    }

    /** The account of a session that may have none; null then. */
    Future<@Nullable AccountHolder> optional(Session session) {
        return holder(session)
                .<@Nullable AccountHolder>map(found -> found)
                .recover(failure ->
                        failure instanceof HttpFailure known
                                        && known.kind() == FailureKind.ACCOUNT_MISSING
                                ? Future.succeededFuture()
                                : Future.failedFuture(failure));
    }

    /** The same for the user of one session. */
    Future<AccountHolder> find(RoutingContext ctx, String session) {
        return find(ctx)
                .compose(holder ->
                        holder.session().key().equals(session)
                                ? Future.succeededFuture(holder)
                                : Future.failedFuture(
                                        HttpFailure.of(
                                                FailureKind.LOGIN_EXPIRED,
                                                "another session's login")));
    }

    /**
     * The link of an identity according to the live configuration, null if it has no account
     * according to it.
     */
    @Nullable SubjectLink link(VerifiedIdentity identity) {
        if (identity.isAccount()) {
            return SubjectLink.of(identity, live.get());
        }
        var connection = live.get().connections().get(identity.connection());
        return connection == null || !connection.provisioning().enabled()
                ? null
                : SubjectLink.of(identity, connection.provisioning());
    }

    private Future<AccountHolder> holder(Session session) {
        SubjectLink link = link(session.identity().verified());
        if (session.identity().account() == null || link == null) {
            return Future.failedFuture(missing());
        }
        var previous = link.previous();
        return account(session, link.current())
                .compose(holder ->
                        holder != null || previous == null
                                ? Future.succeededFuture(holder)
                                : account(session, previous))
                .compose(holder ->
                        holder == null
                                ? Future.failedFuture(missing())
                                : Future.succeededFuture(holder));
    }

    private Future<@Nullable AccountHolder> account(Session session, FederatedIdentity link) {
        return provisioning
                .send(new FindLinks(link))
                .map(reply ->
                        switch (reply) {
                            case Value(var links) -> new AccountHolder(session, link, links);
                            case Failed(NoSuchAccount _) -> null;
                            case Failed(var failure) -> throw LinkFailures.of(failure);
                        });
    }

    private static HttpFailure missing() {
        return HttpFailure.of(FailureKind.ACCOUNT_MISSING, "no account of this session");
    }
}
