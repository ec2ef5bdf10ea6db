package dev.vestibule.provisioning.fire;

import dev.vestibule.provisioning.api.UserProvisioned;
import dev.vestibule.provisioning.directory.DirectoryConfig;
import dev.vestibule.provisioning.directory.DirectoryLimits;
import dev.vestibule.provisioning.directory.DirectoryPassword;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provisioning service in a process of its own. It reads numbers of people, signs them in, and
 * writes the number and DN of each that is answered. Started by a test, which kills it.
 */
final class ServiceUntilKilled {
    private ServiceUntilKilled() {}

    public static void main(String[] arguments) throws Exception {
        DirectoryConfig config =
                new DirectoryConfig(
                        List.of(URI.create(arguments[0])),
                        new DirectoryConfig.Login(
                                arguments[1], new DirectoryPassword(arguments[2])),
                        new DirectoryConfig.Containers(arguments[3], "ou=people", "ou=groups"),
                        DirectoryLimits.defaults(),
                        null,
                        DirectoryConfig.Kind.STANDARD);
        Crowd crowd = new Crowd(0);
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Service service = new Service(config);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            System.out.println("ready");
            input.lines()
                    .mapToInt(Integer::parseInt)
                    .forEach(person -> threads.submit(() -> signIn(service, crowd, person)));
        }
    }

    private static void signIn(Service service, Crowd crowd, int person) {
        if (service.provision(crowd.login(person)) instanceof UserProvisioned provisioned) {
            System.out.println(person + " " + provisioned.account().dn());
        }
    }
}
