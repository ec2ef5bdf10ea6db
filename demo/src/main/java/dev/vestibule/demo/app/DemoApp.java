package dev.vestibule.demo.app;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.demo.web.DemoPages;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The sample application: no login of its own, it shows what the gateway tells it. */
public final class DemoApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoApp.class);

    private final HttpServer server;
    private final ExecutorService threads;
    private final DirectoryReader directory;
    private final DemoPages pages;
    private volatile @Nullable String more;

    private DemoApp(HttpServer server, DirectoryReader directory, DemoPages pages) {
        this.server = server;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.directory = directory;
        this.pages = pages;
    }

    /**
     * Starts on the loopback interface.
     *
     * @param port 0 lets the system choose
     * @throws UncheckedIOException when the port is taken
     */
    public static DemoApp start(int port, DirectoryReader directory, DemoPages pages) {
        try {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            DemoApp app = new DemoApp(HttpServer.create(address, 0), directory, pages);
            app.server.setExecutor(app.threads);
            app.server.createContext("/", app::answer);
            app.server.start();
            return app;
        } catch (BindException taken) {
            throw new UncheckedIOException("port " + port + " is taken", taken);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /** Serves one more page below this path, and links to it from the application's own. */
    public void serve(String path, Supplier<String> page) {
        more = path;
        server.createContext(path, exchange -> answer(exchange, page));
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        answer(exchange, () -> pages.render("app", page(exchange)));
    }

    private void answer(HttpExchange exchange, Supplier<String> page) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            if (exchange.getRequestURI().getPath().endsWith("/style.css")) {
                send(exchange, "text/css", pages.styleSheet());
            } else {
                send(exchange, "text/html", page.get());
            }
        }
    }

    private AppPage page(HttpExchange exchange) {
        IdentityHeaders identity = IdentityHeaders.of(exchange.getRequestHeaders());
        Area area = Area.of(exchange.getRequestURI().getPath());
        String user = identity.first("X-Forwarded-User", "Remote-User", "X-Auth-Request-User");
        Lookup lookup = user == null ? new Lookup(null, "No user is signed in.") : lookup(user);
        String name = identity.first("Remote-Name");
        return new AppPage(
                area,
                user,
                name != null ? name : String.valueOf(user),
                identity.all(),
                lookup.entry(),
                lookup.note(),
                directory.searchLine(),
                more);
    }

    private Lookup lookup(String user) {
        try {
            PersonEntry entry = directory.find(user);
            return new Lookup(
                    entry,
                    "There is no account with the uid "
                            + user
                            + ": this connection writes no accounts.");
        } catch (LDAPException unanswered) {
            LOG.atWarn()
                    .addKeyValue("result", unanswered.getResultCode())
                    .log("the directory could not be read");
            return new Lookup(null, "The directory could not be read.");
        }
    }

    private static void send(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + ";charset=utf-8");
        headers.set("Content-Security-Policy", DemoPages.CONTENT_SECURITY_POLICY);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private record Lookup(@Nullable PersonEntry entry, String note) {}
}
