package dev.vestibule.provisioning.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.CheckDirectory.DirectoryReady;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;
import dev.vestibule.provisioning.api.ListAccounts.AccountPage;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@ExtendWith(VertxExtension.class)
@Timeout(120)
class CommandBusTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final CheckDirectory COMMAND = new CheckDirectory();

    private CommandBus bus;

    @BeforeEach
    void open(Vertx vertx) {
        bus = CommandBus.local(vertx);
    }

    @Test
    void withinOneProcessTheRecordItselfArrives() {
        FindAccount sent = new FindAccount(new FederatedIdentity("i", "s"));
        List<FindAccount> received = new ArrayList<>();
        bus.handle(
                FindAccount.class,
                command -> {
                    received.add(command);
                    return Future.succeededFuture(Reply.failed(new DirectoryUnavailable("away")));
                });

        Reply<?> reply = bus.send(sent, TIMEOUT).await();

        assertThat(received).singleElement().isSameAs(sent);
        assertThat(reply).isEqualTo(Reply.failed(new DirectoryUnavailable("away")));
    }

    @Test
    void aCommandThatHasNoHandlerFindsTheDirectoryUnavailable() {
        assertThat(unavailable(TIMEOUT)).contains("No handlers");
    }

    @Test
    void aHandlerThatDoesNotAnswerInTimeIsUnavailable() {
        bus.handle(CheckDirectory.class, _ -> Promise.<Reply<DirectoryReady>>promise().future());

        assertThat(unavailable(Duration.ofMillis(50))).contains("Timed out");
    }

    @Test
    void aHandlerThatThrowsIsUnavailableAtOnceAndTellsNothing() {
        bus.handle(
                CheckDirectory.class,
                _ -> {
                    throw new IllegalStateException("canary");
                });

        assertThat(unavailable(TIMEOUT)).doesNotContain("canary");
    }

    @Test
    void anAnswerOfManyPagesIsReadPageByPageUntilNoMoreIsWanted() {
        bus.handle(ListAccounts.class, this::threePages);
        List<Integer> taken = new ArrayList<>();

        Reply<AccountsListed> reply =
                bus.<AccountPage>send(
                                address ->
                                        new ListAccounts(
                                                new AccountFilter(null, null, null, false, false),
                                                address,
                                                1,
                                                false),
                                page -> {
                                    taken.add(page.accounts().size());
                                    return Future.succeededFuture(taken.size() < 2);
                                },
                                TIMEOUT)
                        .await();

        assertThat(taken).hasSize(2);
        assertThat(reply).isEqualTo(Reply.of(new AccountsListed(2)));
    }

    private Future<Reply<AccountsListed>> threePages(ListAccounts query) {
        return page(query, 1).map(pages -> Reply.of(new AccountsListed(pages)));
    }

    private Future<Integer> page(ListAccounts query, int number) {
        return bus.page(query, new AccountPage(List.of()), TIMEOUT)
                .compose(more ->
                        more && number < 3
                                ? page(query, number + 1)
                                : Future.succeededFuture(number));
    }

    private String unavailable(Duration timeout) {
        return bus.send(COMMAND, timeout).await() instanceof Reply.Failed(DirectoryUnavailable away)
                ? away.detail()
                : "";
    }
}
