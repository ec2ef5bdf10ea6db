package dev.vestibule.gateway.keep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.gateway.GatewaySettings.Rate;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.TargetHandler;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.keep.KeptForms.Sealed;
import dev.vestibule.gateway.login.LoginStarts;
import dev.vestibule.gateway.proxy.RawClient;
import dev.vestibule.gateway.seal.KeyRing;
import dev.vestibule.gateway.store.EphemeralStore;
import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.TestStores;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What a store shows of kept forms, and what can be done to them there. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class KeptFormsTest {
    private static final KeptForm FORM = new KeptForm("wiki", "/wiki", "/wiki", "", "text=canary");
    private static final String BROWSER = "Cookie: __Host-vestibule-browser=" + "b".repeat(43);
    private static final String OTHER = "Cookie: __Host-vestibule-browser=" + "c".repeat(43);

    private final SettableClock clock = new SettableClock();
    private final Tokens tokens = new Tokens(new SecureRandom());
    private final Opened stores = new Opened(new TestStores(clock));
    private HttpServer server;
    private KeptForms forms;

    /** Remembers the store of forms. */
    private static final class Opened implements StoreFactory {
        private final StoreFactory stores;
        private @Nullable EphemeralStore<Sealed> forms;

        Opened(StoreFactory stores) {
            this.stores = stores;
        }

        EphemeralStore<Sealed> forms() {
            return Objects.requireNonNull(forms);
        }

        @Override
        @SuppressWarnings("unchecked") // Compared with the type of the values.
        public <V> EphemeralStore<V> open(StoreKind<V> kind) {
            EphemeralStore<V> opened = stores.open(kind);
            if (kind.type() == Sealed.class) {
                forms = (EphemeralStore<Sealed>) opened;
            }
            return opened;
        }
    }

    @BeforeEach
    void start(Vertx vertx) {
        forms = forms("k".repeat(32));
        Router router = Router.router(vertx);
        router.route()
                .handler(
                        new TargetHandler(
                                new ClientAddress(List.of()),
                                _ -> true,
                                _ -> {},
                                ctx -> ctx.fail(404),
                                ctx -> ctx.fail(404)));
        router.get("/.vestibule/keep")
                .handler(ctx ->
                        forms.keep(ctx, FORM)
                                .onSuccess(path -> ctx.end(path.value()))
                                .onFailure(ctx::fail));
        router.get("/.vestibule/kept").handler(this::find);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    }

    @Test
    void aFormIsFoundByItsBrowserOnItsHost() throws IOException {
        String path = kept();

        assertThat(asked(path, "localhost", BROWSER)).endsWith("text=canary");
        assertThat(asked(path, "localhost", OTHER)).endsWith("none");
        assertThat(asked(path, "shop.localhost", BROWSER)).endsWith("none");
        assertThat(asked(path, "localhost", "X: y")).endsWith("none");
        assertThat(asked(path + "x", "localhost", BROWSER)).endsWith("none");
        assertThat(asked(path + "&form=x", "localhost", BROWSER)).endsWith("none");
    }

    @Test
    void aStoreHasNothingOfTheForm() throws IOException {
        Sealed stored = stored(kept());

        assertThat(stored.text()).doesNotContain("canary", "wiki");
        assertThat(stored.toString()).isEqualTo("Sealed");
    }

    @Test
    void whatIsWrittenToAnotherBrowserOrNameInTheStoreOpensNothing() throws IOException {
        String path = kept();
        String second = kept();
        Sealed stored = stored(path);
        put(second, stored);
        put(path, new Sealed(Tokens.hash("c".repeat(43)), stored.text()));

        assertThat(asked(second, "localhost", BROWSER)).endsWith("none");
        assertThat(asked(path, "localhost", OTHER)).endsWith("none");
    }

    @Test
    void aChangedTextOpensNothing() throws IOException {
        String path = kept();
        Sealed stored = stored(path);
        char last = stored.text().charAt(stored.text().length() - 3);
        String changed = stored.text().replace(last, last == 'A' ? 'B' : 'A');
        put(path, new Sealed(stored.browser(), changed));

        assertThat(asked(path, "localhost", BROWSER)).endsWith("none");
    }

    @Test
    void withoutTheKeyAFormIsGone() throws IOException {
        String path = kept();
        EphemeralStore<Sealed> before = stores.forms();
        Sealed stored = stored(path);
        forms = forms("other".repeat(8));
        put(path, stored);

        assertThat(asked(path, "localhost", BROWSER)).endsWith("none");
        assertThat(stores.forms()).isNotSameAs(before);
    }

    private KeptForms forms(String key) {
        return new KeptForms(
                stores,
                new KeyRing(List.of(new Secret(key)), new SecureRandom()),
                new Cookies(tokens),
                tokens,
                new LoginStarts(new Rate(9, Duration.ofMinutes(1)), new SecureRandom(), clock));
    }

    private void find(RoutingContext ctx) {
        forms.find(ctx)
                .onSuccess(form -> ctx.end(form == null ? "none" : form.body()))
                .onFailure(ctx::fail);
    }

    private String kept() throws IOException {
        String answer = asked("/.vestibule/keep", "localhost", BROWSER);
        return answer.substring(answer.lastIndexOf("/.vestibule"));
    }

    private Sealed stored(String path) {
        return Objects.requireNonNull(stores.forms().get(key(path)).await());
    }

    private void put(String path, Sealed value) {
        stores.forms().put(key(path), value, Duration.ofMinutes(1)).await();
    }

    private static String key(String path) {
        return Tokens.hash(path.substring(path.indexOf("form=") + 5));
    }

    private String asked(String path, String host, String field) throws IOException {
        return RawClient.send(
                server.actualPort(),
                "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\nConnection: close\r\n\r\n"
                        .formatted(path, host, field));
    }
}
