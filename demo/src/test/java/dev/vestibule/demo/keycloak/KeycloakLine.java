package dev.vestibule.demo.keycloak;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.demo.testkit.DirectoryView;
import dev.vestibule.demo.testkit.EchoUpstream;
import dev.vestibule.demo.testkit.LiveGateway;
import dev.vestibule.demo.testkit.PlainBrowser;
import dev.vestibule.demo.testkit.WebPage;
import dev.vestibule.ldap.OpenLdapServer;

import java.net.URI;
import java.util.Map;

/**
 * The whole line: a browser, the gateway, Keycloak, a directory and an application. {@code /basic/}
 * and {@code /post/} differ in how the gateway authenticates at Keycloak; behind {@code
 * /unprovisioned/} nobody gets an account.
 */
final class KeycloakLine implements AutoCloseable {
    private static final String REST =
            """
            connections:
              basic:
                type: oidc
                issuer: ISSUER
                client-id: vestibule
                client-secret: "${env:KEYCLOAK}"
                client-authentication: basic
                provisioning:
                  enabled: true
                  username: claims.preferred_username
                  attributes:
                    cn: claims.name
                    givenName: claims.given_name
                    sn: { value: claims.family_name, default: "-" }
                    mail: { value: claims.email, when: claims.email_verified }
                  groups: claims.groups
              post:
                type: oidc
                issuer: ISSUER
                client-id: vestibule
                client-secret: "${env:KEYCLOAK}"
                client-authentication: post
                provisioning:
                  enabled: true
                  username: claims.preferred_username
                  attributes:
                    cn: claims.name
                    sn: { value: claims.family_name, default: "-" }
                  groups: claims.groups
              unprovisioned:
                type: oidc
                issuer: ISSUER
                client-id: vestibule
                client-secret: "${env:KEYCLOAK}"
                provisioning: { enabled: false }
            flows:
              basic: { steps: [{ id: first, authenticate: [basic] }] }
              post: { steps: [{ id: first, authenticate: [post] }] }
              unprovisioned: { steps: [{ id: first, authenticate: [unprovisioned] }] }
            apps:
              basic: { match: { path: /basic }, upstream: UPSTREAM, flow: basic, access: [{ allow: true }] }
              post: { match: { path: /post }, upstream: UPSTREAM, flow: post, access: [{ allow: true }] }
              unprovisioned: { match: { path: /unprovisioned }, upstream: UPSTREAM, flow: unprovisioned, access: [{ allow: true }] }
            """;

    private final LiveGateway gateway;
    private final EchoUpstream upstream;
    private final DirectoryView directory;

    private KeycloakLine(LiveGateway gateway, EchoUpstream upstream, DirectoryView directory) {
        this.gateway = gateway;
        this.upstream = upstream;
        this.directory = directory;
    }

    /** With a directory inside the gateway. */
    static KeycloakLine embedded(URI issuer) throws LDAPException {
        EchoUpstream upstream = EchoUpstream.start();
        String directory =
                """
                directory:
                  url: embedded
                  embedded:
                    listen: 127.0.0.1:0
                    reader: { dn: "cn=reader,dc=example,dc=org", password: "${env:LDAP}" }
                  base: dc=example,dc=org
                """;
        LiveGateway gateway = gateway(directory, issuer, upstream);
        return new KeycloakLine(
                gateway,
                upstream,
                DirectoryView.of(
                        gateway.directory(),
                        "cn=reader,dc=example,dc=org",
                        OpenLdapServer.gateway().password()));
    }

    /** With OpenLDAP. */
    static KeycloakLine with(OpenLdapServer server, URI issuer) throws LDAPException {
        EchoUpstream upstream = EchoUpstream.start();
        String directory =
                """
                directory:
                  url: %s
                  bind: { dn: "%s", password: "${env:LDAP}" }
                  base: %s
                """
                        .formatted(
                                server.url(), OpenLdapServer.gateway().dn(), OpenLdapServer.BASE);
        OpenLdapServer.ServiceAccount reader = OpenLdapServer.reader();
        return new KeycloakLine(
                gateway(directory, issuer, upstream),
                upstream,
                DirectoryView.of(URI.create(server.url()), reader.dn(), reader.password()));
    }

    /** Opens an address of the gateway and signs in at Keycloak's page. */
    WebPage signIn(PlainBrowser browser, String path, String username) {
        return browser.follow(answerOfKeycloak(browser, path, username));
    }

    /** The same up to Keycloak's redirect, which is not followed. */
    WebPage answerOfKeycloak(PlainBrowser browser, String path, String username) {
        WebPage form = browser.open(gateway.at(path));
        return browser.post(
                form.action("kc-form-login"),
                Map.of("username", username, "password", username, "credentialId", ""));
    }

    /** Who the gateway says is signed in. */
    WebPage whoami(PlainBrowser browser) {
        return browser.fetchJson(gateway.at("/.vestibule/whoami"));
    }

    URI at(String path) {
        return gateway.at(path);
    }

    DirectoryView directory() {
        return directory;
    }

    @Override
    public void close() {
        directory.close();
        gateway.close();
        upstream.close();
    }

    private static LiveGateway gateway(String directory, URI issuer, EchoUpstream upstream) {
        String rest = REST.replace("ISSUER", issuer.toString()).replace("UPSTREAM", upstream.url());
        return LiveGateway.start(
                directory + rest,
                Map.of(
                        "KEYCLOAK",
                        KeycloakServer.CLIENT_SECRET,
                        "LDAP",
                        OpenLdapServer.gateway().password()));
    }
}
