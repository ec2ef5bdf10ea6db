package dev.vestibule.flow.gateway;

import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.schema.Findings;

/** Checks the gateway's settings against each other. */
public record GatewayCheck(GatewaySettings gateway, Findings findings) {
    private static final int SHORTEST_KEY = 32;

    /** Adds a problem for everything that is found. */
    public void check() {
        if (gateway.session().idle().compareTo(gateway.session().lifetime()) > 0) {
            findings.error(
                    "gateway.session.idle",
                    "longer than the lifetime of a session",
                    "at most gateway.session.lifetime",
                    "Shorten idle, or lengthen lifetime.");
        }
        for (int index = 0; index < gateway.keys().size(); index++) {
            int length = gateway.keys().get(index).reveal().length();
            if (length > 0 && length < SHORTEST_KEY) {
                findings.error(
                        "gateway.keys[" + index + "]",
                        "a secret of " + length + " characters",
                        "at least " + SHORTEST_KEY + " characters",
                        "Make one, for example with: openssl rand -base64 32");
            }
        }
        checkTls();
        ListenAddress listen = gateway.listen();
        if (listen.port() != 0 && listen.port() == gateway.management().port()) {
            findings.error(
                    "gateway.management",
                    "the port of gateway.listen",
                    "a port of its own",
                    "Choose another port: health and metrics must not be public.");
        }
    }

    private void checkTls() {
        boolean tls = !gateway.tls().isEmpty();
        if (!tls && gateway.redirectHttp() != null) {
            findings.error(
                    "gateway.redirect-http",
                    "a redirect to https without TLS",
                    "redirect-http together with tls",
                    "Add tls, or remove redirect-http.");
        }
        if (tls && !"https".equals(gateway.url().getScheme())) {
            findings.error(
                    "gateway.url",
                    "http, but listen speaks TLS",
                    "https together with tls",
                    "Write https://, or remove tls.");
        }
    }
}
