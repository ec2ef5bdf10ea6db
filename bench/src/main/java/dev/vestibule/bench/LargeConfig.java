package dev.vestibule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The YAML of a gateway with 1 000 connections, 1 000 flows and 5 000 apps. It has 11 000
 * expressions, of which 6 000 differ, and every tenth flow has names of steps of its own.
 */
final class LargeConfig {
    static final int CONNECTIONS = 1_000;
    static final int FLOWS = 1_000;
    static final int APPS = 5_000;

    private static final String ROOT =
            """
            gateway: { url: "https://login.example.org", data: ./data }
            directory:
              url: embedded
              embedded: { listen: "127.0.0.1:1389", data: ./directory }
              base: dc=example,dc=org
            """;

    private LargeConfig() {}

    /** Writes the files into this folder. */
    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("client"), "only-for-the-bench");
        Files.writeString(folder.resolve("gateway.yaml"), ROOT);
        section(folder, "connections", CONNECTIONS, LargeConfig::connection);
        section(folder, "flows", FLOWS, LargeConfig::flow);
        section(folder, "apps", APPS, LargeConfig::app);
    }

    private static void section(Path folder, String name, int size, IntFunction<String> entry)
            throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                IntStream.range(0, size)
                        .mapToObj(entry)
                        .collect(Collectors.joining("", name + ":\n", "")));
    }

    private static String connection(int number) {
        return """
          c%1$d:
            type: oidc
            title: Provider %1$d
            issuer: https://sso%1$d.example.org
            client-id: vestibule
            client-secret: "${file:client}"
            provisioning:
              enabled: true
              username: claims.preferred_username
              attributes:
                cn: claims.name
                sn: claims.family_name
                mail: { value: claims.email, when: claims.email_verified }
        """
                .formatted(number)
                .indent(2);
    }

    private static String flow(int number) {
        return """
          f%1$d:
            steps:
              - { id: first, authenticate: [c%1$d, c%2$d] }
              - { id: %3$s, authenticate: totp, when: connection == "c%1$d" }
        """
                .formatted(
                        number,
                        (number + 1) % CONNECTIONS,
                        number % 10 == 0 ? "second" + number : "second")
                .indent(2);
    }

    private static String app(int number) {
        return """
          a%1$d:
            match: { host: app%1$d.example.org }
            upstream: http://127.0.0.1:3000
            flow: f%2$d
            access: [{ allow: "'team%1$d' in account.groups" }]
        """
                .formatted(number, number % FLOWS)
                .indent(2);
    }
}
