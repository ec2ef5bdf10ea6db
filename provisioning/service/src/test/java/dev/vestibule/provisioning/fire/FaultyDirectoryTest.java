package dev.vestibule.provisioning.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnectionPool;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.testing.OpenLdapDirectory;
import dev.vestibule.provisioning.testing.Reconfigured;
import dev.vestibule.provisioning.testing.Relay;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** OpenLDAP is frozen, stopped and killed in the middle of five hundred logins. */
class FaultyDirectoryTest {
    private static final Logger LOG = LoggerFactory.getLogger(FaultyDirectoryTest.class);
    private static final int PEOPLE = 500;
    private static final int AT_ONCE = 40;
    private static final int BEFORE_A_FAULT = 100;
    private static final int DURING_A_FAULT = 50;

    /**
     * Each but the first comes after a pause: minutes, so that a directory that stays away ends it.
     */
    private static final int TRIES = 3_000;

    private static final Duration LONGEST = DirectoryLimits.defaults().commandTimeout();

    private final Crowd crowd = new Crowd(PEOPLE);
    private final Map<Integer, String> answered = new ConcurrentHashMap<>();
    private final Queue<Duration> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> recoveries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final Semaphore admitted = new Semaphore(0);
    private final Semaphore progress = new Semaphore(0);
    private final AtomicReference<@Nullable Instant> returned = new AtomicReference<>();

    @Test
    void noneOfFiveHundredLoginsIsLostOrDoubled() throws Exception {
        try (OpenLdapDirectory directory = OpenLdapDirectory.start();
                Relay relay = relay(directory.server());
                Service service =
                        new Service(
                                new Reconfigured(directory.config())
                                        .at(
                                                List.of(
                                                        URI.create(
                                                                "ldap://127.0.0.1:"
                                                                        + relay.port()))))) {
            Future<?> faults;
            try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE + 1)) {
                faults = threads.submit(() -> harass(service, directory.server()));
                signEverybodyIn(service, threads);
            }
            faults.get();
            try (LDAPConnectionPool administrator = directory.connect()) {
                crowd.check(directory.config(), administrator, answered);
            }
        }

        LOG.info(
                "event=faults-survived logins={} away={} longest={} recoveries={}",
                answered.size(),
                failed,
                answers.stream().max(Duration::compareTo).orElseThrow(),
                recoveries);
        assertThat(answered).hasSize(PEOPLE);
        assertThat(failed).as("answers that the directory was away").hasPositiveValue();
        assertThat(answers).allMatch(took -> took.compareTo(LONGEST.plusSeconds(1)) < 0);
        assertThat(recoveries).hasSize(3).allMatch(took -> took.compareTo(RECOVERY) < 0);
    }

    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private static Relay relay(OpenLdapServer server) {
        return new Relay(() -> new InetSocketAddress(server.host(), server.port()));
    }

    private void harass(Service service, OpenLdapServer server) {
        try {
            strike(service, server::pause, server::resume);
            strike(service, server::stop, server::startAgain);
            strike(service, server::kill, server::startAgain);
        } finally {
            admitted.release(PEOPLE);
        }
    }

    /** Some are on their way when it happens, and others come while the directory is away. */
    private void strike(Service service, Runnable away, Runnable back) {
        progress.drainPermits();
        admitted.release(BEFORE_A_FAULT);
        progress.acquireUninterruptibly(BEFORE_A_FAULT / 2);
        away.run();
        int before = failed.get();
        admitted.release(DURING_A_FAULT);
        until(service, () -> failed.get() > before);
        back.run();
        // From now on the next success counts.
        returned.set(Instant.now());
        until(service, () -> returned.get() == null);
    }

    private static void until(Service service, BooleanSupplier condition) {
        for (int attempt = 0; attempt < TRIES && !condition.getAsBoolean(); attempt++) {
            service.pause();
        }
    }

    private void signEverybodyIn(Service service, ExecutorService threads) {
        for (int person = 0; person < PEOPLE; person++) {
            int number = person;
            threads.execute(() -> {
                admitted.acquireUninterruptibly();
                signIn(service, number);
            });
        }
    }

    private void signIn(Service service, int person) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Instant before = Instant.now();
            Object reply = service.provision(crowd.login(person));
            answers.add(Duration.between(before, Instant.now()));
            if (reply instanceof UserProvisioned provisioned) {
                answered.put(person, provisioned.account().dn());
                Instant since = returned.getAndSet(null);
                if (since != null) {
                    recoveries.add(Duration.between(since, Instant.now()));
                }
                progress.release();
                return;
            }
            failed.incrementAndGet();
            service.pause();
        }
    }
}
