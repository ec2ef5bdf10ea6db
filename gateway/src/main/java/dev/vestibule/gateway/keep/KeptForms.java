package dev.vestibule.gateway.keep;

import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.LoginStarts;
import dev.vestibule.gateway.seal.KeyRing;
import dev.vestibule.gateway.store.JsonCodec;
import dev.vestibule.gateway.store.OwnedStore;
import dev.vestibule.gateway.store.StoreFactory;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Keeps forms during a login: encrypted, for the browser and the host that they come from, for a
 * while and for one use. An address keeps no more of them than it may begin logins.
 */
public final class KeptForms {
    /** Longer than a login may take. */
    static final Duration LIFETIME = Duration.ofMinutes(30);

    /** Forms of one browser; the next one replaces the oldest. */
    static final int PER_BROWSER = 5;

    /** The parameter with the name of a form. */
    private static final String FORM = "form";

    private static final String PURPOSE = "form";
    private static final Part MEMORY = new Part(0, 3);

    private final OwnedStore<Sealed> sealed;
    private final JsonCodec codec = new JsonCodec(List.of());
    private final KeyRing keys;
    private final Cookies cookies;
    private final Tokens tokens;
    private final LoginStarts starts;

    /**
     * @param keys encrypts the forms
     * @param tokens makes their names
     * @param starts counts them by the address that they come from
     */
    public KeptForms(
            StoreFactory stores, KeyRing keys, Cookies cookies, Tokens tokens, LoginStarts starts) {
        this.sealed =
                OwnedStore.open(
                        stores,
                        new StoreKind<>("forms", MEMORY, Sealed.class),
                        new Part(0, 1),
                        new OwnedStore.Limit(PER_BROWSER, LIFETIME));
        this.keys = keys;
        this.cookies = cookies;
        this.tokens = tokens;
        this.starts = starts;
    }

    /**
     * A form as a store has it.
     *
     * @param browser hash of the cookie of the browser that has sent it
     * @param text what only a key of the gateway opens, under its own name and for its own browser
     *     and host
     */
    record Sealed(String browser, String text) {
        @Override
        public String toString() {
            return "Sealed";
        }
    }

    /** Whether the client may have one more form kept, which is then added. */
    public boolean admits(RoutingContext ctx) {
        return starts.admit(ClientAddress.counted(ctx)) == 0;
    }

    /**
     * Keeps the form for this browser, which is bound if it was not yet.
     *
     * @return where the browser finds it on this host; fails when there is no room
     */
    public Future<ReturnPath> keep(RoutingContext ctx, KeptForm form) {
        String browser = cookies.bindBrowser(ctx);
        String name = tokens.next();
        String key = Tokens.hash(name);
        String text = keys.seal(PURPOSE, owner(ctx, key, browser), codec.write(form));
        return sealed.put(browser, key, new Sealed(browser, text), LIFETIME)
                .map(new ReturnPath(ReturnPath.KEPT + "?" + FORM + "=" + name));
    }

    /** The form that the request names; null when this browser has none of that name here. */
    public Future<@Nullable KeptForm> find(RoutingContext ctx) {
        String browser = cookies.browser(ctx);
        String key = key(ctx);
        return browser == null
                ? Future.succeededFuture()
                : sealed.get(key).map(found -> opened(ctx, key, browser, found));
    }

    /** The same, once; of several requests at once only one gets it. */
    public Future<@Nullable KeptForm> take(RoutingContext ctx) {
        String key = key(ctx);
        return find(ctx)
                .compose(form ->
                        form == null
                                ? Future.succeededFuture()
                                : sealed.taken(key, Sealed::browser)
                                        .map(taken -> taken == null ? null : form));
    }

    private @Nullable KeptForm opened(
            RoutingContext ctx, String key, String browser, @Nullable Sealed found) {
        if (found == null || !Tokens.same(found.browser(), browser)) {
            return null;
        }
        String form = keys.open(PURPOSE, owner(ctx, key, browser), found.text());
        return form == null ? null : codec.read(form, KeptForm.class);
    }

    /** A copy under another name, for another browser or on another host opens nothing. */
    private static String owner(RoutingContext ctx, String key, String browser) {
        return String.join("\n", key, browser, RequestTarget.of(ctx).host());
    }

    private static String key(RoutingContext ctx) {
        List<String> names = ctx.queryParam(FORM);
        return Tokens.hash(names.size() == 1 ? names.getFirst() : "");
    }
}
