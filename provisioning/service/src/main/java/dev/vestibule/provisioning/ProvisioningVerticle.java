package dev.vestibule.provisioning;

import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeCommand.AssignToAccount;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.Command;
import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.api.CredentialCommand.ChangePassword;
import dev.vestibule.provisioning.api.CredentialCommand.ResetFactors;
import dev.vestibule.provisioning.api.CredentialCommand.VerifyPassword;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.FindLinks;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ReadFactors;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.audit.AuditTrail;
import dev.vestibule.provisioning.bus.CommandBus;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private final CommandBus bus;
    private final Outcomes outcomes;
    private final Lane commands;
    private final Lane checks;
    private final Lane listings = new Lane(LISTINGS_IN_FLIGHT, LONGEST_LISTING);
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private @Nullable LdapConnections connections;

    /**
     * Deploy it with {@link #deploymentOptions}.
     *
     * @param login whose account the connections are bound to: the gateway's, or that of an
     *     administrator who acts in its place
     * @param audit stays the caller's to close
     */
    public ProvisioningVerticle(
            CommandBus bus,
            DirectoryConfig config,
            DirectoryConfig login,
            InstantSource clock,
            AuditTrail audit) {
        this.bus = bus;
        this.config = config;
        this.login = login;
        this.clock = clock;
        outcomes = new Outcomes(bus, audit, clock);
        commands = new Lane(config.limits().maxInFlight(), config.limits().commandTimeout());
        checks = new Lane(CHECKS_IN_FLIGHT, config.limits().commandTimeout());
    }

    /** One instance on virtual threads. */
    public static DeploymentOptions deploymentOptions() {
        return new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    }

    @Override
    public Future<?> start() {
        LdapConnections opened = LdapConnections.open(login, new BindIdentity.Gateway(), clock);
        connections = opened;
        DirectoryServices services = DirectoryServices.of(config, opened, clock);
        var directory = services.users();
        var credentials = services.credentials();
        var accounts = services.accounts();
        Listings pages = new Listings(accounts, bus);
        return Future.all(
                List.of(
                        handle(commands, ProvisionUser.class, directory::provision),
                        handle(commands, ClaimAccount.class, directory::claim),
                        handle(commands, AssignToAccount.class, directory::assign),
                        handle(commands, FindAccount.class, directory::find),
                        handle(commands, FindAccount.FindByUsername.class, directory::find),
                        handle(commands, UnlinkAccount.class, services.links()::unlink),
                        handle(commands, FindLinks.class, services.identities()::find),
                        handle(commands, LinkAccount.class, services.identities()::add),
                        handle(commands, VerifyPassword.class, credentials.signIn()::verify),
                        handle(commands, ChangePassword.class, credentials.changes()::change),
                        handle(commands, ReadFactors.class, credentials.factors()::read),
                        handle(commands, ChangeFactors.class, credentials.factors()::change),
                        handle(commands, ResetFactors.class, credentials.factors()::reset),
                        handle(commands, ShowAccount.class, accounts::show),
                        handle(commands, ChangeAccount.class, accounts::change),
                        handle(commands, CheckAccounts.class, accounts::check),
                        handle(listings, ListAccounts.class, pages::list),
                        handle(listings, ExportAccounts.class, pages::export),
                        handle(checks, CheckDirectory.class, accounts::ready)));
    }

    /** Takes no more commands, lets those under way finish, and closes the connections. */
    @Override
    public Future<?> stop() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .eventually(() -> vertx.executeBlocking(this::drain, false));
    }

    /** How many commands of a kind may be under way, and how long one may take. */
    private record Lane(Semaphore permits, Duration longest) {
        Lane(int permits, Duration longest) {
            this(new Semaphore(permits), longest);
        }
    }

    private <R, C extends Command<R>> Future<?> handle(
            Lane lane, Class<C> type, Function<C, Reply<R>> work) {
        MessageConsumer<?> consumer = bus.handle(type, command -> accept(lane, command, work));
        consumers.add(consumer);
        return consumer.completion();
    }

    private <R, C extends Command<R>> Future<Reply<R>> accept(
            Lane lane, C command, Function<C, Reply<R>> work) {
        Instant begun = clock.instant();
        if (!lane.permits().tryAcquire()) {
            Reply<R> refusal = unavailable("too many commands are under way");
            outcomes.givenUp(command, refusal, begun);
            return Future.succeededFuture(refusal);
        }
        return vertx.executeBlocking(() -> carryOut(command, work, begun), false)
                .map(Objects::requireNonNull)
                .onComplete(_ -> lane.permits().release())
                .timeout(lane.longest().toMillis(), TimeUnit.MILLISECONDS)
                .recover(late -> {
                    LOG.debug("a command was given up", late);
                    outcomes.givenUp(command, null, begun);
                    return Future.succeededFuture(unavailable("the directory takes too long"));
                });
    }

    private <R, C extends Command<R>> Reply<R> carryOut(
            C command, Function<C, Reply<R>> work, Instant begun) {
        Reply<R> reply;
        try {
            reply = work.apply(command);
        } catch (RuntimeException | Error fault) {
            LOG.error(
                    "command failed unexpectedly command={}",
                    command.getClass().getSimpleName(),
                    fault);
            reply =
                    Reply.failed(
                            new PolicyRefused(
                                    "a fault of the provisioning service; its log says more"));
        }
        outcomes.carriedOut(command, reply, begun);
        return reply;
    }

    private static <R> Reply<R> unavailable(String detail) {
        return Reply.failed(new DirectoryUnavailable(detail));
    }

    private boolean drain() throws InterruptedException {
        try (var _ = connections) {
            Duration longest = commands.longest();
            int all = config.limits().maxInFlight();
            boolean idle =
                    commands.permits().tryAcquire(all, longest.toMillis(), TimeUnit.MILLISECONDS);
            if (!idle) {
                LOG.warn("stopped with commands under way waited={}", longest);
            }
            return idle;
        }
    }
}
