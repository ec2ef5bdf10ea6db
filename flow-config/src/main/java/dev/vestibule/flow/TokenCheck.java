package dev.vestibule.flow;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.App.Tokens;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.schema.Findings;

import java.util.List;

/** Checks how programs sign in to apps. */
record TokenCheck(FlowConfig config, Findings findings) {
    void check() {
        for (App app : config.apps().values()) {
            if (app.tokens() != null) {
                String path = "apps." + app.id() + ".tokens";
                checkPersonal(app.tokens(), path);
                checkAccess(app.tokens(), path);
                checkCertificates(app, path + ".certificates");
            }
        }
    }

    /** Personal tokens belong to accounts. */
    private void checkPersonal(Tokens tokens, String path) {
        if (tokens.personal() && config.directory() == null) {
            findings.error(
                    path + ".personal",
                    "true, but there is no directory to keep tokens in",
                    "true together with directory, or false",
                    "Add directory, or remove the key.");
        }
    }

    /** A certificate is public: what counts is that only a proxy can send it here. */
    private void checkCertificates(App app, String path) {
        if (app.tokens() == null || app.tokens().certificates() == null) {
            return;
        }
        List<CidrBlock> proxies = config.gateway().trustedProxies();
        if (proxies.isEmpty()) {
            findings.error(
                    path,
                    "certificates, but no proxy is trusted to send them",
                    "certificates together with gateway.trusted-proxies",
                    "Name the addresses of the proxy in gateway.trusted-proxies.");
        }
        if (proxies.stream().anyMatch(each -> each.toString().endsWith("/0"))) {
            findings.error(
                    "gateway.trusted-proxies",
                    "every address, beside tokens.certificates of the app " + app.id(),
                    "the addresses of proxies",
                    "Name the proxies alone: others could send a certificate that is not theirs.");
        }
        if (app.forwardAuth()) {
            findings.error(
                    "apps." + app.id() + ".forward-auth",
                    "tokens.certificates with forward-auth: the proxy asks with fields of clients",
                    "certificates of an app with upstream",
                    "Let the gateway pass the requests (upstream), or use personal: true.");
        }
        if (config.directory() == null) {
            findings.error(
                    path + ".username",
                    "certificates, but there is no directory to find accounts in",
                    "certificates together with directory",
                    "Add directory, or remove the key.");
        }
    }

    private void checkAccess(Tokens tokens, String path) {
        if (tokens.connection().isEmpty()) {
            checkNothingElse(tokens, path);
            return;
        }
        if (tokens.introspection() && tokens.connection().size() > 1) {
            findings.error(
                    path + ".introspection",
                    "true with several connections: a provider would get the tokens of another one",
                    "true with one connection",
                    "Name one connection, or remove introspection.");
        }
        tokens.connection().forEach(id -> checkConnection(id, tokens, path));
    }

    private void checkConnection(String id, Tokens tokens, String path) {
        Connection connection = config.connections().get(id);
        if (connection instanceof OidcConnection provider) {
            if (tokens.audience().contains(provider.clientId())) {
                findings.error(
                        path + ".audience",
                        "the client id of the connection " + id + ", which every ID token names",
                        "an audience that only access tokens for this application have",
                        "Register the application as an API or resource at the provider, and write"
                                + " its identifier.");
            }
        } else if (connection != null) {
            findings.error(
                    path + ".connection",
                    id + ", whose access tokens do not say what application they are for",
                    "a connection with an issuer (OpenID Connect)",
                    "Name another connection, or use personal: true.");
        }
    }

    private void checkNothingElse(Tokens tokens, String path) {
        List<String> without =
                tokens.introspection()
                        ? List.of("introspection")
                        : !tokens.audience().isEmpty()
                                ? List.of("audience")
                                : tokens.scope().isEmpty() ? List.of() : List.of("scope");
        without.forEach(key ->
                findings.error(
                        path + "." + key,
                        key + " without connection",
                        key + " together with connection",
                        "Name the connection whose access tokens sign in, or remove " + key + "."));
    }
}
