package dev.vestibule.gateway.lifecycle;

import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;
import dev.vestibule.provisioning.api.ListAccounts.AccountPage;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;

import io.vertx.core.Future;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Disables accounts without a recent sign-in: those that a connection created, and for which no
 * administrator has decided. Any number of nodes may sweep at the same time: the directory accepts
 * each change once.
 */
public record LeaverSweep(DirectoryClient accounts, InstantSource clock) {
    /** The last sign-in is written once a day only, so the sign-in may be up to a day later. */
    private static final Duration PRECISION = Duration.ofDays(1);

    /**
     * Sweeps one connection.
     *
     * @param after days without a sign-in after which an account is disabled
     * @param leaver carried out for each account, one after the other: {@link #disable}, or
     *     something that only reports it
     */
    public Future<Reply<AccountsListed>> sweep(
            String connection,
            Duration after,
            BiFunction<AccountDetails, Instant, Future<?>> leaver) {
        Instant since = clock.instant().minus(after).minus(PRECISION);
        AccountFilter filter = new AccountFilter(connection, null, since, false, true);
        return accounts.list(filter, false, page -> each(page, since, leaver));
    }

    /** Disables the account unless its user has signed in since. */
    public Future<Reply<AccountChanged>> disable(AccountDetails account, Instant since) {
        return accounts.send(
                new ChangeAccount(
                        UUID.randomUUID().toString(), account.dn(), Change.DISABLE, since));
    }

    private static Future<Boolean> each(
            AccountPage page,
            Instant since,
            BiFunction<AccountDetails, Instant, Future<?>> leaver) {
        Future<?> last = Future.succeededFuture();
        for (AccountDetails account : page.accounts()) {
            last = last.compose(_ -> leaver.apply(account, since));
        }
        return last.map(true);
    }
}
