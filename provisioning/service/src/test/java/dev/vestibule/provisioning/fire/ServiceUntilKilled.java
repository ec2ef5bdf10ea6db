package dev.vestibule.provisioning.fire;

import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        DirectoryConfig config = config(List.of(arguments));
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

    /** What {@link #config} makes the same configuration of. */
    static List<String> arguments(DirectoryConfig config) {
        return List.of(
                config.urls().getFirst().toString(),
                config.login().dn(),
                config.login().password().reveal(),
                config.kind().type().name(),
                String.valueOf(config.trustedCertificates()),
                switch (config.kind().metadata()) {
                    case OwnSchema() -> "";
                    case NamedAttributes(var link, var provenance, var grants, var state) ->
                            String.join(",", link, provenance, grants, state);
                });
    }

    private static DirectoryConfig config(List<String> arguments) {
        String[] named = arguments.get(5).split(",");
        return new DirectoryConfig(
                List.of(URI.create(arguments.get(0))),
                new DirectoryConfig.Login(
                        arguments.get(1), new DirectoryPassword(arguments.get(2))),
                new DirectoryConfig.Containers(TestDirectory.BASE, "ou=people", "ou=groups"),
                DirectoryLimits.defaults(),
                arguments.get(4).equals("null") ? null : Path.of(arguments.get(4)),
                new DirectoryConfig.Kind(
                        DirectoryType.valueOf(arguments.get(3)),
                        named.length == 1
                                ? new OwnSchema()
                                : new NamedAttributes(named[0], named[1], named[2], named[3]),
                        true));
    }

    private static void signIn(Service service, Crowd crowd, int person) {
        while (true) {
            if (service.provision(crowd.login(person)) instanceof UserProvisioned provisioned) {
                System.out.println(person + " " + provisioned.account().dn());
                return;
            }
            service.pause();
        }
    }
}
