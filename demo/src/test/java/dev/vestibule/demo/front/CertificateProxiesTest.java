package dev.vestibule.demo.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.demo.testkit.DocsPage;
import dev.vestibule.demo.testkit.EchoUpstream;
import dev.vestibule.demo.testkit.FreePorts;
import dev.vestibule.demo.testkit.LiveGateway;
import dev.vestibule.demo.testkit.RealComponents;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The blocks of docs/access-tokens.md for proxies that ask programs for certificates. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(VertxExtension.class)
final class CertificateProxiesTest {
    private static final String SECRET = "canary correct horse";
    private static final String HEADER = "Client-Cert";
    private static final String YAML =
            """
            directory:
              url: embedded
              embedded: { listen: 127.0.0.1:0 }
              bind: { dn: "cn=vestibule,ou=services,dc=example,dc=org", password: "${env:SECRET}" }
              base: dc=example,dc=org
            connections: {}
            flows: { staff: { steps: [{ id: first, authenticate: [password] }] } }
            apps:
              api:
                match: { path: / }
                upstream: UPSTREAM
                flow: staff
                access: [{ allow: true }]
                identity: { headers: [x-forwarded] }
                tokens: { certificates: { ca: "CLIENTS", username: claims.common_name } }
            """;

    private final EchoUpstream upstream = EchoUpstream.start();
    private Path folder;
    private Vertx vertx;
    private LiveGateway gateway;

    @BeforeAll
    void start(Vertx vertx, @TempDir Path folder) throws Exception {
        RealComponents.requireProgram("openssl");
        this.vertx = vertx;
        this.folder = folder.toAbsolutePath();
        Files.writeString(folder.resolve("req.cnf"), "[req]\ndistinguished_name=dn\n[dn]\n");
        make("clients", "/O=Example/CN=Clients", null, "basicConstraints=critical,CA:TRUE");
        make("ada", "/O=Example/CN=ada", "clients", "extendedKeyUsage=clientAuth");
        make("grace", "/O=Example/CN=grace", "clients", "extendedKeyUsage=clientAuth");
        make("example.org", "/CN=localhost", null, "subjectAltName=DNS:localhost");
        Path both = folder.resolve("example.org.pem");
        Files.writeString(
                both, Files.readString(both) + Files.readString(folder.resolve("example.org.key")));
        gateway =
                LiveGateway.start(
                        YAML.replace("UPSTREAM", upstream.url())
                                .replace("CLIENTS", this.folder.resolve("clients.pem").toString()),
                        Map.of("SECRET", SECRET),
                        new LiveGateway.Manner(
                                "http", "trusted-proxies: [127.0.0.1]", InstantSource.system()));
        addAda();
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    void aProgramSignsInByTheCertificateThatItHasTheKeyOf(String kind) throws Exception {
        int port = FreePorts.next();
        try (FrontProxy _ = proxy(kind, port)) {
            JsonObject seen = new JsonObject(answer(port, "ada", "").body());

            assertThat(seen.getJsonObject("headers").getString("x-forwarded-user"))
                    .isEqualTo("ada");
            assertThat(seen.getJsonObject("headers").fieldNames())
                    .noneMatch(name -> name.contains("cert"));
            assertThat(answer(port, "ada", field("grace")).status()).isEqualTo(200);
            assertThat(answer(port, "grace", field("ada")).status()).isEqualTo(403);
            Answer alone = answer(port, null, field("ada"));
            assertThat(alone.status()).isEqualTo(401);
            assertThat(alone.challenge()).isEqualTo("ClientCertificate realm=\"api\"");
        }
    }

    private record Answer(int status, String challenge, String body) {}

    /** What a program gets that shows a certificate, and sends one in a field as well. */
    private Answer answer(int port, @Nullable String certificate, String field) {
        HttpClientOptions options =
                new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
        if (certificate != null) {
            options.setKeyCertOptions(
                    new PemKeyCertOptions()
                            .addCertPath(folder.resolve(certificate + ".pem").toString())
                            .addKeyPath(folder.resolve(certificate + ".key").toString()));
        }
        var client = vertx.createHttpClient(options);
        return client.request(HttpMethod.GET, port, "localhost", "/orders")
                .compose(request -> {
                    request.putHeader("accept", "*/*");
                    if (!field.isEmpty()) {
                        request.putHeader(HEADER, field).putHeader("Client_Cert", field);
                    }
                    return request.send();
                })
                .compose(response ->
                        response.body()
                                .map(Buffer::toString)
                                .map(body ->
                                        new Answer(
                                                response.statusCode(),
                                                String.valueOf(
                                                        response.getHeader("www-authenticate")),
                                                body)))
                .await();
    }

    private String field(String name) throws IOException {
        String pem = Files.readString(folder.resolve(name + ".pem"), StandardCharsets.US_ASCII);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return ":" + Base64.getEncoder().encodeToString(der) + ":";
    }

    private FrontProxy proxy(String kind, int port) throws IOException {
        RealComponents.requireProgram(kind);
        String block =
                DocsPage.of("access-tokens.md")
                        .block(kind)
                        .replace("127.0.0.1:8080", gateway.at("/").getAuthority())
                        .replace("localhost:", "127.0.0.1:")
                        .replace("/etc/ssl/", folder + "/");
        Path home = Files.createDirectories(folder.resolve(kind));
        Path file = home.resolve(kind + ".conf");
        return switch (kind) {
            case "nginx" -> {
                Files.writeString(file, nginx(block, home, port));
                yield FrontProxy.run(
                        kind, List.of(kind, "-c", file + "", "-e", file + ".log"), home, port);
            }
            default -> {
                Files.writeString(file, block.replace("bind :443", "bind 127.0.0.1:" + port));
                yield FrontProxy.run(kind, List.of(kind, "-db", "-f", file + ""), home, port);
            }
        };
    }

    private static String nginx(String block, Path home, int port) {
        String temporary =
                Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                        .map(name -> name + "_temp_path " + home + "/" + name + ";\n")
                        .reduce("", String::concat);
        return """
        daemon off; pid %s/pid; worker_processes 1;
        events { worker_connections 64; }
        http { access_log off; %s
        %s
        }
        """
                .formatted(
                        home, temporary, block.replace("listen 443", "listen 127.0.0.1:" + port));
    }

    private void make(String name, String subject, @Nullable String signer, String extension)
            throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ("openssl req -x509 -nodes -days 2 -config req.cnf -newkey ec"
                                                + " -pkeyopt ec_paramgen_curve:P-256")
                                        .split(" ")));
        command.addAll(List.of("-subj", subject, "-keyout", name + ".key", "-out", name + ".pem"));
        command.addAll(List.of("-addext", extension));
        if (signer != null) {
            command.addAll(List.of("-CA", signer + ".pem", "-CAkey", signer + ".key"));
        }
        int ended =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        assertThat(ended).as("exit code of openssl for " + name).isZero();
    }

    private void addAda() throws LDAPException {
        try (LDAPConnection ldap =
                new LDAPConnection(
                        gateway.directory().getHost(),
                        gateway.directory().getPort(),
                        "cn=vestibule,ou=services,dc=example,dc=org",
                        SECRET)) {
            ldap.add(
                    "uid=ada,ou=people,dc=example,dc=org",
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("cn", "Ada"),
                    new Attribute("sn", "Person"));
        }
    }
}
