package dev.vestibule.gateway.lifecycle;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.identity.SessionIdentities;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckAccounts.AccountsChecked;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Compares open sessions with the directory: the session of an account that was disabled, locked,
 * deleted or unlinked ends, and every other one gets the account's groups and attributes as they
 * are now. Nothing waits for it; while the directory is away sessions stay as they are.
 */
public final class AccountWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);

    private final Sessions sessions;
    private final DirectoryClient client;
    private final Supplier<FlowConfig> live;
    private final Endings endings;
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * @param live the version of the configuration that is live
     */
    public AccountWatch(
            Sessions sessions, DirectoryClient client, Supplier<FlowConfig> live, Endings endings) {
        this.live = live;
        this.sessions = sessions;
        this.client = client;
        this.endings = endings;
    }

    /**
     * Checks every session that is due, one batch after the other. Meant for a timer that ticks
     * every second: a new round starts only after the last one.
     */
    public Future<Void> round() {
        if (!busy.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        return batches().onComplete(_ -> busy.set(false));
    }

    private Future<Void> batches() {
        return sessions.due(CheckAccounts.MOST)
                .compose(due -> due.isEmpty() ? Future.succeededFuture() : compare(due));
    }

    private record Linked(Session session, FederatedIdentity link) {}

    private Future<Void> compare(List<Session> due) {
        FlowConfig config = live.get();
        List<Linked> linked = new ArrayList<>();
        List<Future<Void>> ended = new ArrayList<>();
        for (Session session : due) {
            FederatedIdentity link = session.link(config);
            if (link == null) {
                ended.add(end(session, "claim_missing", "-"));
            } else {
                linked.add(new Linked(session, link));
            }
        }
        return Future.join(ended).compose(_ -> linked.isEmpty() ? batches() : check(linked));
    }

    private Future<Void> check(List<Linked> due) {
        List<FederatedIdentity> links = due.stream().map(Linked::link).distinct().toList();
        return client.send(new CheckAccounts(links)).compose(reply -> compared(due, reply));
    }

    private Future<Void> compared(List<Linked> due, Reply<AccountsChecked> reply) {
        return switch (reply) {
            case Value(AccountsChecked(var accounts)) -> {
                Map<FederatedIdentity, @Nullable Account> found = new HashMap<>();
                for (var checked : accounts) {
                    found.put(checked.identity(), checked.account());
                }
                yield Future.join(due.stream().map(one -> settle(one, found)).toList())
                        .compose(_ -> batches());
            }
            case Failed(var failure) -> {
                LOG.warn(
                        "event=sessions_unchecked count={} detail=\"{}\"",
                        due.size(),
                        failure.detail());
                due.forEach(one -> sessions.compared(one.session()));
                yield Future.succeededFuture();
            }
        };
    }

    private Future<Void> settle(Linked one, Map<FederatedIdentity, @Nullable Account> found) {
        Session session = one.session();
        if (!found.containsKey(one.link())) {
            sessions.compared(session);
            return Future.succeededFuture();
        }
        Account account = found.get(one.link());
        if (account == null) {
            return end(session, "account_gone", "-");
        }
        var state = account.state();
        if (!state.usable()) {
            String reason = "account_" + state.kind().name().toLowerCase(Locale.ROOT);
            return end(session, reason, account.dn());
        }
        return refresh(session, account).onComplete(_ -> sessions.compared(session));
    }

    private Future<Void> refresh(Session session, Account account) {
        FlowConfig config = live.get();
        try {
            return sessions.refresh(
                    session, each -> SessionIdentities.ofAccount(account, each.verified(), config));
        } catch (IllegalArgumentException unusable) {
            return end(session, "username_unusable", account.dn());
        }
    }

    private Future<Void> end(Session session, String reason, String account) {
        endings.ended(reason, account);
        return sessions.end(session);
    }
}
