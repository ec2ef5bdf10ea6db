package dev.vestibule.provisioning;

import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.FindLinks;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningFailure;
import dev.vestibule.provisioning.api.ProvisioningFailure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.ProvisioningFailure.PolicyRefused;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.audit.AuditTrail;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.merge.UserDirectory;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Answers the commands. Each one runs on a virtual thread of its own; the handlers only start it.
 * The number in progress is limited, and the next one is refused at once: a queue would make every
 * answer slow when the directory is slow.
 *
 * <p>An unreachable directory does not stop it: commands are answered as unavailable until the
 * directory is there.
 */
public final class ProvisioningVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ProvisioningVerticle.class);

    /** Readiness must stay visible while all places for commands are taken. */
    private static final int CHECKS_IN_FLIGHT = 4;

    /** Each keeps a connection for itself. */
    private static final int LISTINGS_IN_FLIGHT = 2;

    private static final Duration LONGEST_LISTING = Duration.ofHours(12);

    private final DirectoryConfig config;
    private final DirectoryConfig login;
    private final InstantSource clock;
    private final AuditTrail audit;
    private final Semaphore commands;
    private final Semaphore checks = new Semaphore(CHECKS_IN_FLIGHT);
    private final Semaphore listings = new Semaphore(LISTINGS_IN_FLIGHT);
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private @Nullable LdapConnections connections;

    /** Deploy it with {@link #deploymentOptions}, after the codecs are registered. */
    public ProvisioningVerticle(DirectoryConfig config, InstantSource clock) {
        this(config, clock, AuditTrail.none());
    }

    /** The same with an audit log, which stays the caller's to close. */
    public ProvisioningVerticle(DirectoryConfig config, InstantSource clock, AuditTrail audit) {
        this(config, config, clock, audit);
    }

    /**
     * The same for a caller that acts instead of the gateway.
     *
     * @param login whose account the connections are bound to
     */
    public ProvisioningVerticle(
            DirectoryConfig config, DirectoryConfig login, InstantSource clock, AuditTrail audit) {
        this.config = config;
        this.login = login;
        this.clock = clock;
        this.audit = audit;
        commands = new Semaphore(config.limits().maxInFlight());
    }

    /** One instance on virtual threads. */
    public static DeploymentOptions deploymentOptions() {
        return new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    }

    @Override
    public Future<?> start() {
        LdapConnections opened = LdapConnections.open(login, clock);
        connections = opened;
        DirectoryServices services = DirectoryServices.of(config, opened, clock);
        UserDirectory directory = services.users();
        AccountDirectory accounts = services.accounts();
        Listings pages = new Listings(accounts, vertx.eventBus());
        return Future.all(
                List.of(
                        this.<ProvisionUser>consume(
                                ProvisionUser.ADDRESS, commands, directory::provision),
                        this.<ClaimAccount>consume(
                                ClaimAccount.ADDRESS, commands, directory::claim),
                        this.<FindAccount>consume(FindAccount.ADDRESS, commands, directory::find),
                        this.<UnlinkAccount>consume(
                                UnlinkAccount.ADDRESS, commands, services.links()::unlink),
                        this.<FindLinks>consume(
                                FindLinks.ADDRESS, commands, services.identities()::find),
                        this.<LinkAccount>consume(
                                LinkAccount.ADDRESS, commands, services.identities()::add),
                        this.<ShowAccount>consume(ShowAccount.ADDRESS, commands, accounts::show),
                        this.<ChangeAccount>consume(
                                ChangeAccount.ADDRESS, commands, accounts::change),
                        this.<CheckAccounts>consume(
                                CheckAccounts.ADDRESS, commands, accounts::check),
                        this.<ListAccounts>consume(
                                ListAccounts.ADDRESS, listings, LONGEST_LISTING, pages::list),
                        this.<ExportAccounts>consume(
                                ExportAccounts.ADDRESS, listings, LONGEST_LISTING, pages::export),
                        this.<CheckDirectory>consume(
                                CheckDirectory.ADDRESS, checks, accounts::ready)));
    }

    /** Takes no more commands, lets those under way finish, and closes the connections. */
    @Override
    public Future<?> stop() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .eventually(() -> vertx.executeBlocking(this::drain, false))
                .eventually(() ->
                        vertx.executeBlocking(
                                () -> {
                                    close();
                                    return null;
                                },
                                false));
    }

    private <C> Future<Void> consume(
            String address, Semaphore permits, Function<C, Object> carryOut) {
        return consume(address, permits, config.limits().commandTimeout(), carryOut);
    }

    private <C> Future<Void> consume(
            String address, Semaphore permits, Duration longest, Function<C, Object> carryOut) {
        Outcomes outcomes = new Outcomes(vertx.eventBus(), audit, clock);
        Ward<C> ward = new Ward<>(permits, longest, carryOut, outcomes);
        MessageConsumer<C> consumer =
                vertx.eventBus().consumer(address, message -> accept(message, ward));
        consumers.add(consumer);
        return consumer.completion();
    }

    /** How the messages of one address are treated. */
    private record Ward<C>(
            Semaphore permits, Duration longest, Function<C, Object> work, Outcomes outcomes) {}

    private <C> void accept(Message<C> message, Ward<C> ward) {
        Instant begun = clock.instant();
        if (!ward.permits().tryAcquire()) {
            Object refusal = new DirectoryUnavailable("too many commands are under way");
            ward.outcomes().givenUp(message.body(), refusal, begun);
            message.reply(refusal);
            return;
        }
        Future<@Nullable Object> answer =
                vertx.executeBlocking(() -> carryOut(message, ward, begun), false);
        answer.onComplete(_ -> ward.permits().release())
                .timeout(ward.longest().toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(late -> {
                    ward.outcomes().givenUp(message.body(), null, begun);
                    return tooSlow(late);
                })
                .onSuccess(message::reply);
    }

    private <C> Object carryOut(Message<C> message, Ward<C> ward, Instant begun) {
        Object reply;
        try {
            reply = ward.work().apply(message.body());
        } catch (RuntimeException | Error fault) {
            LOG.error("command failed unexpectedly address={}", message.address(), fault);
            reply = new PolicyRefused("a fault of the provisioning service; its log says more");
        }
        ward.outcomes().carriedOut(message.body(), reply, begun);
        return reply;
    }

    private static ProvisioningFailure tooSlow(Throwable late) {
        LOG.debug("a command was given up", late);
        return new DirectoryUnavailable("the directory takes too long");
    }

    private boolean drain() throws InterruptedException {
        Duration longest = config.limits().commandTimeout();
        boolean idle =
                commands.tryAcquire(
                        config.limits().maxInFlight(), longest.toMillis(), TimeUnit.MILLISECONDS);
        if (!idle) {
            LOG.warn("stopped with commands under way waited={}", longest);
        }
        return idle;
    }

    private void close() {
        LdapConnections opened = connections;
        if (opened != null) {
            opened.close();
        }
    }
}
