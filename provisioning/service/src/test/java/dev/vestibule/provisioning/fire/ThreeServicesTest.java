package dev.vestibule.provisioning.fire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.testing.ContainerDirectory;
import dev.vestibule.provisioning.testing.OpenLdapDirectory;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Three services that share nothing but a directory; one of them is killed in the middle. The
 * directories are tried beside each other: each has a server and services of its own.
 */
class ThreeServicesTest {
    private final Map<Integer, String> answered = new ConcurrentHashMap<>();

    /**
     * How many there are.
     *
     * @param beforeKill logins that the third service answers before it is killed
     */
    private record Numbers(int people, int logins, int beforeKill) {}

    private static final Numbers ALL = new Numbers(300, 1_000, 60);

    /** A domain controller makes the keys of a password for each account, which takes it long. */
    private static final Numbers FEW = new Numbers(30, 100, 3);

    static Stream<Arguments> directories() {
        return Stream.of(
                directory("OpenLDAP", OpenLdapDirectory::start, ALL),
                directory("389 Directory Server", ContainerDirectory::startDs389, ALL),
                directory("Samba Active Directory", ContainerDirectory::startSamba, FEW));
    }

    private static Arguments directory(
            String name, Supplier<TestDirectory> start, Numbers numbers) {
        return Arguments.argumentSet(name, start, numbers);
    }

    @ParameterizedTest
    @MethodSource("directories")
    @Execution(ExecutionMode.CONCURRENT)
    void oneAccountAPersonWhenOneOfThreeServicesIsKilled(
            Supplier<TestDirectory> start, Numbers numbers) throws Exception {
        Crowd crowd = new Crowd(numbers.people());
        try (TestDirectory directory = start.get();
                Service first = new Service(directory.config());
                Service second = new Service(directory.config())) {
            Future<List<Integer>> leftover;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                leftover = threads.submit(() -> killed(directory, numbers));
                for (int login = 0; login < numbers.logins(); login++) {
                    int person = login % numbers.people();
                    Service service = login % 2 == 0 ? first : second;
                    if (login % 3 > 0) {
                        threads.submit(() -> signIn(service, crowd.login(person)));
                    }
                }
            }
            everybody(leftover.get(), first, crowd);
            everybody(IntStream.range(0, numbers.people()).boxed().toList(), second, crowd);

            assertThat(answered).hasSize(numbers.people());
            crowd.check(directory.config(), directory.administrator(), answered);
        }
    }

    /** Every third login goes to a process that dies; whoever had no answer tries elsewhere. */
    private List<Integer> killed(TestDirectory directory, Numbers numbers) throws Exception {
        List<Integer> people =
                IntStream.iterate(0, login -> login < numbers.logins(), login -> login + 3)
                        .map(login -> login % numbers.people())
                        .boxed()
                        .toList();
        Process process = start(directory.config());
        Map<Integer, String> told = new ConcurrentHashMap<>();
        try (BufferedReader output = process.inputReader()) {
            awaitReady(output);
            CountDownLatch enough = new CountDownLatch(numbers.beforeKill());
            // A read of a pipe holds the carrier of a virtual thread.
            Thread reader = Thread.ofPlatform().daemon().start(() -> read(output, told, enough));
            ask(process, people);
            boolean soon = enough.await(5, TimeUnit.MINUTES);
            // Before anything fails: its output can only be closed when it has ended.
            process.destroyForcibly().waitFor();
            reader.join();
            assertThat(soon).isTrue();
        } finally {
            process.destroyForcibly();
        }
        told.forEach(this::tell);
        return people.stream().filter(person -> !told.containsKey(person)).toList();
    }

    private void everybody(List<Integer> people, Service service, Crowd crowd) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            people.forEach(person -> threads.submit(() -> signIn(service, crowd.login(person))));
        }
    }

    private void signIn(Service service, ProvisionUser login) {
        int person = Integer.parseInt(login.commandId().substring("command-".length()));
        while (true) {
            if (service.provision(login) instanceof UserProvisioned provisioned) {
                tell(person, provisioned.account().dn());
                return;
            }
            service.pause();
        }
    }

    private void tell(int person, String dn) {
        String before = answered.putIfAbsent(person, dn);
        if (before != null && !before.equalsIgnoreCase(dn)) {
            answered.put(-1 - person, "two accounts: " + before + " and " + dn);
        }
    }

    private static void ask(Process process, List<Integer> people) throws IOException {
        Writer input = process.outputWriter();
        for (int person : people) {
            input.write(person + "\n");
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
                .filter(line -> line.matches("\\d+ (uid|cn|CN)=.*"))
                .forEach(line -> {
                    int space = line.indexOf(' ');
                    told.put(Integer.parseInt(line, 0, space, 10), line.substring(space + 1));
                    enough.countDown();
                });
    }

    private static Process start(DirectoryConfig config) throws IOException {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        ServiceUntilKilled.class.getName()));
        command.addAll(ServiceUntilKilled.arguments(config));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
