package dev.vestibule.provisioning.fire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.provisioning.api.UserProvisioned;
import dev.vestibule.provisioning.testing.OpenLdapDirectory;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Three services that share nothing but OpenLDAP; one of them is killed in the middle. */
class ThreeServicesTest {
    private static final int PEOPLE = 300;
    private static final int LOGINS = 1_000;
    private static final int ANSWERED_BEFORE_KILL = 60;

    private final Map<Integer, String> answered = new ConcurrentHashMap<>();
    private final Crowd crowd = new Crowd(PEOPLE);

    @Test
    void oneAccountAPersonWhenOneOfThreeServicesIsKilled() throws Exception {
        try (OpenLdapDirectory directory = OpenLdapDirectory.start();
                Service first = new Service(directory.config());
                Service second = new Service(directory.config())) {
            List<Integer> leftover = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                threads.submit(() -> killed(directory, leftover));
                for (int login = 0; login < LOGINS; login++) {
                    int person = login % PEOPLE;
                    Service service = login % 2 == 0 ? first : second;
                    if (login % 3 > 0) {
                        threads.submit(() -> signIn(service, person));
                    }
                }
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                leftover.forEach(person -> threads.submit(() -> signIn(first, person)));
            }
            everybodyAgain(second);

            assertThat(answered).hasSize(PEOPLE);
            crowd.check(directory.administrator(), answered);
        }
    }

    /** Every third login goes to a process that dies; whoever had no answer tries elsewhere. */
    private Void killed(OpenLdapDirectory directory, List<Integer> leftover) throws Exception {
        Process process = start(directory);
        Map<Integer, String> told = new ConcurrentHashMap<>();
        try (BufferedReader output = process.inputReader()) {
            awaitReady(output);
            CountDownLatch enough = new CountDownLatch(ANSWERED_BEFORE_KILL);
            Thread reader = Thread.ofVirtual().start(() -> read(output, told, enough));
            ask(process);
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            process.destroyForcibly().waitFor();
            reader.join();
        } finally {
            process.destroyForcibly();
        }
        told.forEach(this::tell);
        for (int login = 0; login < LOGINS; login += 3) {
            if (!told.containsKey(login % PEOPLE)) {
                leftover.add(login % PEOPLE);
            }
        }
        return null;
    }

    private void everybodyAgain(Service service) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int person = 0; person < PEOPLE; person++) {
                int number = person;
                threads.submit(() -> signIn(service, number));
            }
        }
    }

    private void signIn(Service service, int person) {
        while (true) {
            if (service.provision(crowd.login(person)) instanceof UserProvisioned provisioned) {
                tell(person, provisioned.account().dn());
                return;
            }
            service.pause();
        }
    }

    private void tell(int person, String dn) {
        String before = answered.putIfAbsent(person, dn);
        if (before != null && !before.equals(dn)) {
            answered.put(-1 - person, "two accounts: " + before + " and " + dn);
        }
    }

    private static void ask(Process process) throws IOException {
        Writer input = process.outputWriter();
        for (int login = 0; login < LOGINS; login += 3) {
            input.write(login % PEOPLE + "\n");
        }
        input.flush();
    }

    private static void awaitReady(BufferedReader output) throws IOException {
        String line = requireNonNull(output.readLine());
        while (!line.equals("ready")) {
            line = requireNonNull(output.readLine());
        }
    }

    private static void read(
            BufferedReader output, Map<Integer, String> told, CountDownLatch enough) {
        output.lines()
                .filter(line -> line.matches("\\d+ uid=.*"))
                .forEach(line -> {
                    int space = line.indexOf(' ');
                    told.put(Integer.parseInt(line, 0, space, 10), line.substring(space + 1));
                    enough.countDown();
                });
    }

    private static Process start(OpenLdapDirectory directory) throws IOException {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        OpenLdapServer.ServiceAccount gateway = OpenLdapServer.gateway();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        ServiceUntilKilled.class.getName(),
                        directory.server().url(),
                        gateway.dn(),
                        gateway.password(),
                        OpenLdapServer.BASE)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
