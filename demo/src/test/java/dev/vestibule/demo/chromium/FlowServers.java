package dev.vestibule.demo.chromium;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.demo.idp.DemoIdentityProvider;
import dev.vestibule.demo.testkit.Await;
import dev.vestibule.demo.testkit.EchoUpstream;
import dev.vestibule.demo.testkit.LiveGateway;
import dev.vestibule.demo.testkit.PlainBrowser;
import dev.vestibule.demo.web.DemoPages;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One gateway with a flow for each journey, the demo's identity provider, an app that shows what it
 * receives, and a clock for all of them.
 */
final class FlowServers implements AutoCloseable {
    static final String SECRET = "canary correct horse";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DIRECTORY = "cn=vestibule,ou=services,dc=example,dc=org";
    private static final String APPLIED = "vestibule_config_reloads_total{result=\"applied\"} 1";
    private static final String STRICTER =
            "stricter: { steps: [{ id: first, authenticate: password }";
    private static final String YAML =
            """
            directory:
              url: embedded
              embedded: { listen: 127.0.0.1:0 }
              bind: { dn: "cn=vestibule,ou=services,dc=example,dc=org", password: "${env:SECRET}" }
              base: dc=example,dc=org
            connections:
              corp:
                type: oidc
                title: Corporation
                issuer: PROVIDER/corp
                client-id: vestibule
                client-secret: "${env:SECRET}"
                provisioning:
                  enabled: true
                  username: claims.preferred_username
                  attributes:
                    cn: { value: claims.name, default: "-" }
                    sn: { value: claims.family_name, default: "-" }
                  groups: { value: claims.groups }
              partner:
                type: oidc
                title: Partner company
                issuer: PROVIDER/partner
                client-id: vestibule
                client-secret: "${env:SECRET}"
            flows:
              skip:
                steps:
                  - { id: first, authenticate: [corp, partner] }
                  - { id: second, authenticate: totp, when: steps.first.option != "partner" }
              recent:
                steps:
                  - { id: first, authenticate: password }
                  - { id: second, authenticate: totp }
              asked: { steps: [{ id: first, authenticate: corp }] }
              levels:
                steps:
                  - { id: first, authenticate: password }
                  - { id: second, authenticate: totp, when: '"high" in acr.requested' }
                acr: { low: [first], high: [first, second] }
              office:
                steps:
                  - { id: first, authenticate: corp }
                  - deny: Contractors sign in from the office network only.
                    when: '"contractors" in account.groups && !ip_in(request.ip, ["10.0.0.0/8"])'
              terms:
                steps:
                  - { id: first, authenticate: corp }
                  - { id: terms, ask: { consent: { version: "1", text: Terms of use, link: "https://example.org/terms" } } }
              few:
                steps:
                  - { id: first, authenticate: password }
                  - { id: few, limit-sessions: { most: 1 } }
              realm:
                steps:
                  - { id: first, authenticate: [corp, partner, password], choose: { corp.example: corp, "*.partner.example": partner } }
              again:
                steps:
                  - { id: first, authenticate: corp }
                  - { id: second, authenticate: totp, on-failure: first }
              device:
                steps:
                  - { id: first, authenticate: password }
                  - { id: second, authenticate: totp, remember-device: 30d }
                  - { notice: You have not used this device before., when: '!device.known' }
              stricter: { steps: [{ id: first, authenticate: password }] }
            apps:
              skip: { match: { path: /skip }, upstream: UPSTREAM, flow: skip, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              calm: { match: { path: /calm }, upstream: UPSTREAM, flow: recent, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              recent: { match: { path: /recent }, upstream: UPSTREAM, flow: recent, access: [{ allow: 'fresh(steps.second, "5m")', else: recent }], identity: { headers: [x-forwarded] } }
              asked: { match: { path: /asked }, upstream: UPSTREAM, flow: asked, access: [{ allow: 'fresh(steps.first, "5m")', else: asked }], identity: { headers: [x-forwarded] } }
              wiki: { match: { path: /wiki }, upstream: UPSTREAM, flow: levels, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              safe: { match: { path: /safe }, upstream: UPSTREAM, flow: levels, access: [{ allow: 'acr.level == "high"', else: levels, acr: high }], identity: { headers: [x-forwarded] } }
              office: { match: { path: /office }, upstream: UPSTREAM, flow: office, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              terms: { match: { path: /terms }, upstream: UPSTREAM, flow: terms, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              few: { match: { host: few.localhost }, upstream: UPSTREAM, flow: few, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              realm: { match: { path: /realm }, upstream: UPSTREAM, flow: realm, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              again: { match: { path: /again }, upstream: UPSTREAM, flow: again, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              device: { match: { path: /device }, upstream: UPSTREAM, flow: device, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              mine: { match: { path: /mine }, upstream: UPSTREAM, flow: device, access: [{ allow: 'fresh(steps.second, "5m")', else: device }], identity: { headers: [x-forwarded] } }
              notes: { match: { path: /notes }, upstream: UPSTREAM, flow: asked, access: [{ allow: true }], identity: { headers: [x-forwarded] }, title: Notes, keep-posts: 64KB }
              orders: { match: { host: orders.localhost }, upstream: UPSTREAM, flow: asked, access: [{ allow: true }], identity: { headers: [x-forwarded] }, keep-posts: 1KB }
              stricter: { match: { path: /stricter }, upstream: UPSTREAM, flow: stricter, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
            """;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = now::get;
    private final DemoIdentityProvider provider =
            DemoIdentityProvider.start(0, new DemoPages(), clock);
    private final EchoUpstream upstream = EchoUpstream.start();
    private final String yaml =
            YAML.replace("PROVIDER", "http://localhost:" + provider.port())
                    .replace("UPSTREAM", upstream.url());
    private final LiveGateway gateway =
            LiveGateway.start(
                    yaml,
                    Map.of("SECRET", SECRET),
                    new LiveGateway.Manner("http", "trusted-proxies: [127.0.0.1]", clock));

    /** Where the gateway is reached. */
    URI url() {
        return gateway.at("/");
    }

    /** Where the app with a host of its own is reached. */
    URI otherHost() {
        return host("few");
    }

    /** Where an app with a host of its own is reached. */
    URI host(String name) {
        return URI.create("http://" + name + ".localhost:" + url().getPort() + "/");
    }

    Instant time() {
        return clock.instant();
    }

    /** Lets time pass. */
    void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    /** The flow {@code stricter} asks for a second factor from now on. */
    void makeStricter() {
        gateway.write(yaml.replace(STRICTER, STRICTER + ", { id: second, authenticate: totp }"));
        try (PlainBrowser operator = new PlainBrowser()) {
            Await.until(
                    "the change applies",
                    PATIENCE,
                    () ->
                            operator.fetch(gateway.managementAt("/metrics"))
                                    .body()
                                    .contains(APPLIED));
        }
    }

    /** A local account with the password of all. */
    void add(String user) {
        try (LDAPConnection ldap =
                new LDAPConnection(
                        gateway.directory().getHost(),
                        gateway.directory().getPort(),
                        DIRECTORY,
                        SECRET)) {
            ldap.add(
                    "uid=" + user + ",ou=people,dc=example,dc=org",
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("cn", user),
                    new Attribute("sn", "Person"),
                    new Attribute("userPassword", SECRET));
        } catch (LDAPException refused) {
            throw new AssertionError(user + " was not added", refused);
        }
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
        provider.close();
    }
}
