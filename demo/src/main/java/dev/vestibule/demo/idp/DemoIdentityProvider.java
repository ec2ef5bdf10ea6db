package dev.vestibule.demo.idp;

import dev.vestibule.demo.web.DemoPages;

import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequestHandler;
import no.nav.security.mock.oauth2.http.OAuth2HttpServer;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * The demo's identity provider: an embedded OpenID Connect server with a sign-in page of ours. Each
 * first path segment is an issuer of its own, with keys of its own that are made at every start.
 */
public final class DemoIdentityProvider implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoIdentityProvider.class);
    private static final List<String> WARM_UP =
            List.of("/demo/.well-known/openid-configuration", "/demo/jwks", "/partner/jwks");

    private final OAuth2HttpServer server;

    private DemoIdentityProvider(OAuth2HttpServer server) {
        this.server = server;
    }

    /**
     * Starts on the loopback interface.
     *
     * @param port 0 lets the system choose
     * @throws UncheckedIOException when the port is taken
     */
    public static DemoIdentityProvider start(int port, DemoPages pages) {
        return start(port, pages, InstantSource.system());
    }

    /**
     * The same with the time of this clock in its tokens.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static DemoIdentityProvider start(int port, DemoPages pages, InstantSource clock) {
        OAuth2HttpServer server = new NettyWrapper();
        OAuth2Config config =
                new OAuth2Config(true, null, null, false, freshKeys(clock), Set.of(), server);
        OAuth2HttpRequestHandler library = new OAuth2HttpRequestHandler(config);
        AuthorizationEndpoint endpoint =
                new AuthorizationEndpoint(library.getAuthorizationServer(), pages, clock);
        try {
            server.start(InetAddress.getLoopbackAddress(), port, endpoint::handle);
        } catch (Exception unable) {
            server.close();
            throw new UncheckedIOException("port " + port + " is taken", new IOException(unable));
        }
        return new DemoIdentityProvider(server);
    }

    /** The issuer with this name. */
    public URI issuer(String name) {
        return URI.create("http://localhost:" + port() + "/" + name);
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /**
     * Answers what a gateway asks first, so that its first login need not wait until the library
     * has loaded itself and made its keys. Blocks for a moment; does nothing when it fails.
     */
    public void warmUp() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : WARM_UP) {
                URI uri = URI.create("http://localhost:" + port() + path);
                http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException cold) {
            LOG.atDebug().setCause(cold).log("the demo provider stays cold");
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private static OAuth2TokenProvider freshKeys(InstantSource clock) {
        return new OAuth2TokenProvider(new KeyProvider(List.of(), "RS256"), clock::instant);
    }
}
