package dev.vestibule.gateway.factor.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestibule.flow.factor.Factor.Enrolment;
import dev.vestibule.flow.factor.passkey.PasskeyFactor;
import dev.vestibule.flow.factor.passkey.PasskeyFactor.UserVerification;
import dev.vestibule.flow.gateway.GatewaySettings.Protection;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.passkey.Passkeys.Owned;
import dev.vestibule.gateway.seal.KeyRing;
import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.gateway.store.TestStores;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.api.CredentialCommand.FactorsChanged;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.ReadFactors;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.bus.CommandBus;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the account page can do with passkeys. */
@ExtendWith(VertxExtension.class)
final class PasskeysTest {
    private static final String ID = "8d0b5f4e-1";
    private static final Instant TIME = Instant.parse("2026-11-28T12:00:00Z");

    private final List<String> stored = new ArrayList<>();
    private FactorStore store;
    private Passkeys passkeys;

    @BeforeEach
    void answerFromTheDirectory(Vertx vertx) {
        CommandBus bus = CommandBus.local(vertx);
        bus.handle(ReadFactors.class, query -> Future.succeededFuture(read(query)));
        bus.handle(ChangeFactors.class, command -> Future.succeededFuture(change(command)));
        store =
                new FactorStore(
                        new DirectoryClient(bus, Duration.ofSeconds(10)),
                        new KeyRing(List.of(new Secret("k".repeat(32))), new SecureRandom()));
        passkeys = new Passkeys(store);
    }

    @Test
    void severalAreListedInTheOrderOfTheirCreation() {
        add("Second", TIME.plusSeconds(1), false);
        add("First", TIME, true);

        assertThat(passkeys.of(store.read(ID).await()))
                .extracting(Passkey::name, Passkey::created, Passkey::backedUp, Passkey::used)
                .containsExactly(
                        tuple("First", TIME, true, null),
                        tuple("Second", TIME.plusSeconds(1), false, null));
        assertThat(stored.toString()).doesNotContain("First", "Second");
    }

    @Test
    void oneIsRenamedAndAnotherIsRemoved() {
        Passkey phone = add("Phone", TIME, true);
        Passkey laptop = add("Laptop", TIME.plusSeconds(1), false);

        assertThat(passkeys.rename(ID, phone.id(), " My\nphone ").await()).isTrue();
        assertThat(passkeys.remove(ID, laptop.id()).await()).isTrue();

        assertThat(names()).containsExactly("Myphone");
        assertThat(passkeys.remove(ID, laptop.id()).await()).isFalse();
        assertThat(passkeys.rename("nobody", phone.id(), "x").await()).isFalse();
    }

    @Test
    void aUseOfWhatWasRemovedMeanwhileIsNotKept() {
        Passkey phone = add("Phone", TIME, true);
        Owned owned = passkeys.read(ID).await();
        passkeys.remove(ID, phone.id()).await();

        boolean kept =
                passkeys.keep(
                                ID,
                                owned.stored().getFirst(),
                                phone.usedAt(TIME.plusSeconds(5), true, 7))
                        .await();

        assertThat(kept).isFalse();
        assertThat(names()).isEmpty();
    }

    @Test
    void aValueOfAnotherAccountIsNotOneOfTheAccounts() {
        stored.add(store.seal("another", FactorAttribute.PASSKEY, passkey("X", TIME, true).text()));

        assertThat(names()).isEmpty();
    }

    @Test
    void theAccountPageAddsOneWhereLoginsMayNot() {
        SettableClock clock = new SettableClock();
        PasskeyFactory factory =
                new PasskeyFactory(
                        URI.create("https://login.example.org"),
                        store,
                        new FactorGuard(
                                new TestStores(clock),
                                new Protection(5, Duration.ofMinutes(15), 50),
                                clock),
                        clock,
                        new SecureRandom());
        PasskeyFactor settings = new PasskeyFactor(Enrolment.NEVER, UserVerification.REQUIRED);

        assertThat(((AccountFactor) factory.create(settings)).enrolment())
                .isInstanceOf(PasskeyEnrolment.class);
    }

    private List<String> names() {
        return passkeys.of(store.read(ID).await()).stream().map(Passkey::name).toList();
    }

    private Passkey add(String name, Instant created, boolean copied) {
        Passkey passkey = passkey(name, created, copied);
        passkeys.add(ID, passkey).await();
        return passkey;
    }

    private static Passkey passkey(String name, Instant created, boolean copied) {
        byte[] attested = new byte[34];
        attested[17] = 16;
        attested[20] = (byte) name.charAt(0);
        return new Passkey(
                name,
                new Passkey.Credential(
                        Base64.getUrlEncoder().encodeToString(attested),
                        copied,
                        List.of("internal")),
                created,
                null,
                copied,
                0);
    }

    private Reply<AccountFactors> read(ReadFactors query) {
        if (!query.account().equals(ID)) {
            return Reply.failed(new Failure.NoSuchAccount("no account has this id"));
        }
        Account account =
                new Account(ID, "uid=ada", "ada", List.of(), Map.of(), AccountState.active());
        return Reply.of(
                new AccountFactors(
                        account, Map.of(FactorAttribute.PASSKEY, List.copyOf(stored)), Set.of()));
    }

    private Reply<FactorsChanged> change(ChangeFactors command) {
        if (!stored.containsAll(command.removed())) {
            return Reply.failed(new Failure.AccountConflict("a value is not there"));
        }
        stored.removeAll(command.removed());
        stored.addAll(command.added());
        return Reply.of(new FactorsChanged("uid=ada", "ada", Set.of(command.attribute())));
    }
}
