package dev.vestibule.demo.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.SearchResultEntry;

import dev.vestibule.demo.idp.DemoIdentityProvider;
import dev.vestibule.demo.testkit.DirectoryView;
import dev.vestibule.demo.testkit.EchoUpstream;
import dev.vestibule.demo.testkit.FreePorts;
import dev.vestibule.demo.testkit.GatewayProcess;
import dev.vestibule.demo.testkit.LiveGateway;
import dev.vestibule.demo.testkit.PlainBrowser;
import dev.vestibule.demo.testkit.WebPage;
import dev.vestibule.demo.web.DemoPages;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A thousand people sign in, and in the middle of it the gateway and its directory are killed. */
final class KilledGatewayTest {
    private static final int PEOPLE = 1_000;
    private static final int KILLED_AFTER = 400;
    private static final int AT_ONCE = 8;
    private static final int TRIES = 3;
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final int port = FreePorts.next();
    private final int ldapPort = FreePorts.next();
    private final EchoUpstream upstream = EchoUpstream.start();
    private final DemoIdentityProvider provider = DemoIdentityProvider.start(0, new DemoPages());

    @TempDir private Path folder;

    @BeforeEach
    void configure() throws IOException {
        provider.warmUp();
        Files.writeString(folder.resolve("gateway.yaml"), LiveGateway.settings(port));
        Files.writeString(
                folder.resolve("rest.yaml"),
                """
                directory:
                  url: embedded
                  embedded:
                    listen: "127.0.0.1:%d"
                    data: ./data
                    reader: { dn: "cn=reader,dc=example,dc=org", password: "${file:secret}" }
                  base: dc=example,dc=org
                connections:
                  demo:
                    type: oidc
                    issuer: %s
                    client-id: vestibule
                    client-secret: "${file:secret}"
                    provisioning:
                      enabled: true
                      username: claims.sub
                      attributes: { cn: claims.name, sn: { value: claims.family_name, default: "-" } }
                      groups: claims.groups
                flows:
                  all: { steps: [{ id: first, authenticate: [demo] }] }
                apps:
                  all: { match: { path: / }, upstream: "%s", flow: all, access: [{ allow: true }] }
                """
                        .formatted(ldapPort, provider.issuer("demo"), upstream.url()));
        Files.writeString(folder.resolve("secret"), "only-for-tests");
    }

    @AfterEach
    void stop() {
        provider.close();
        upstream.close();
    }

    @Test
    void noAccountIsLostWhoseLoginWasAnswered() throws Exception {
        List<String> people = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            people.add("person-" + person);
        }
        Set<String> answered;
        try (GatewayProcess gateway = GatewayProcess.start(folder, port)) {
            answered = signInUntilKilled(people, gateway);
        }
        assertThat(answered).hasSizeBetween(KILLED_AFTER, PEOPLE - 1);

        try (GatewayProcess _ = GatewayProcess.start(folder, port);
                DirectoryView directory =
                        DirectoryView.of(
                                URI.create("ldap://127.0.0.1:" + ldapPort),
                                "cn=reader,dc=example,dc=org",
                                "only-for-tests")) {
            assertThat(subjects(directory)).containsAll(answered).doesNotHaveDuplicates();
            Set<String> rest =
                    signInAll(people.stream().filter(p -> !answered.contains(p)).toList());
            assertThat(rest).hasSize(PEOPLE - answered.size());
            assertThat(subjects(directory)).containsExactlyInAnyOrderElementsOf(people);
        }
    }

    private Set<String> signInUntilKilled(List<String> people, GatewayProcess gateway)
            throws InterruptedException {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        CountDownLatch enough = new CountDownLatch(KILLED_AFTER);
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int thread = 0; thread < AT_ONCE; thread++) {
                threads.execute(() -> signIn(people, next, answered, enough));
            }
            boolean enoughInTime = enough.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
            gateway.kill();
            assertThat(enoughInTime).as("enough logins in " + LONGEST).isTrue();
        }
        return answered;
    }

    private Set<String> signInAll(List<String> people) {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int thread = 0; thread < AT_ONCE; thread++) {
                threads.execute(() -> signIn(people, next, answered, new CountDownLatch(0)));
            }
        }
        return answered;
    }

    /** Signs in one after the other, until there is nobody left or nobody answers. */
    private void signIn(
            List<String> people, AtomicInteger next, Set<String> answered, CountDownLatch enough) {
        try (PlainBrowser browser = new PlainBrowser()) {
            for (int at = next.getAndIncrement(); at < people.size(); at = next.getAndIncrement()) {
                browser.forgetCookies();
                String person = people.get(at);
                if (triedToSignIn(browser, person)) {
                    answered.add(person);
                    enough.countDown();
                }
            }
        } catch (UncheckedIOException killed) {
            next.set(people.size());
        }
    }

    private boolean triedToSignIn(PlainBrowser browser, String person) {
        return IntStream.range(0, TRIES).anyMatch(_ -> isSignedIn(browser, person));
    }

    private boolean isSignedIn(PlainBrowser browser, String person) {
        WebPage form = browser.open(URI.create("http://localhost:" + port + "/"));
        if (form.status() != 200) {
            return false;
        }
        WebPage answer =
                browser.post(
                        form.uri(),
                        Map.of("subject", person, "family_name", "Test", "groups", "staff"));
        WebPage callback = browser.fetch(URI.create(String.valueOf(answer.redirect())));
        return callback.redirect() != null
                && callback.headers().allValues("set-cookie").stream()
                        .anyMatch(cookie -> cookie.contains("session="));
    }

    private static List<String> subjects(DirectoryView directory) throws Exception {
        return directory.everybody().stream().map(KilledGatewayTest::uid).toList();
    }

    private static String uid(SearchResultEntry entry) {
        return String.valueOf(entry.getAttributeValue("uid"));
    }
}
