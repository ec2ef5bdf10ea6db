package dev.vestibule.gateway.session;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.store.EphemeralStore;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Return paths that are too long for a login, for the request line and for the memory of logins.
 * They stay on the server, for their host, and a short path replaces them.
 *
 * <p>As a handler it is mounted at {@link ReturnPath#BACK} of every host, where the short path is
 * replaced by the long one again.
 */
public record LongPaths(EphemeralStore<Kept> paths, Tokens tokens)
        implements Handler<RoutingContext> {
    /** The longest path that travels as it is, in characters. */
    static final int LONGEST_TRAVELLER = 320;

    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final String NAME = "to";

    /** Whether the path may travel as it is. */
    public static boolean mayTravel(ReturnPath path) {
        return path.value().length() <= LONGEST_TRAVELLER && ReturnPath.parse(path.value()) != null;
    }

    /**
     * The path itself if it is short, else a short one for the app's host. If there is no room for
     * it, the login leads to the app's own path.
     */
    Future<ReturnPath> traveller(App app, ReturnPath path) {
        if (mayTravel(path)) {
            return Future.succeededFuture(path);
        }
        String name = tokens.next();
        ReturnPath start = ReturnPath.parse(null, app.path());
        return paths.put(name, Kept.of(app.host(), path.value()), KEPT)
                .map(new ReturnPath(address(name, start)))
                .otherwise(start);
    }

    @Override
    public void handle(RoutingContext ctx) {
        String host = RequestTarget.of(ctx).host();
        ReturnPath start = ReturnPath.parse(parameter(ctx, LoginRedirect.RETURN), "/");
        String name = parameter(ctx, NAME);
        ctx.request().pause();
        paths.get(name == null ? "" : name)
                .map(kept -> kept == null || !kept.host().equals(host) ? start : path(kept, start))
                .onSuccess(path -> LoginRedirect.to(ctx, path.value()))
                .onFailure(ctx::fail);
    }

    private static ReturnPath path(Kept kept, ReturnPath otherwise) {
        return ReturnPath.asSent(kept.path(ReturnPath.LONGEST), otherwise.value());
    }

    private static String address(String name, ReturnPath start) {
        return "%s?%s=%s&%s=%s"
                .formatted(
                        ReturnPath.BACK,
                        NAME,
                        name,
                        LoginRedirect.RETURN,
                        URLEncoder.encode(start.value(), StandardCharsets.UTF_8));
    }

    private static @Nullable String parameter(RoutingContext ctx, String name) {
        try {
            var values = ctx.queryParam(name);
            return values.size() == 1 ? values.getFirst() : null;
        } catch (IllegalArgumentException malformed) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "query cannot be decoded")
                    .causedBy(malformed);
        }
    }

    /**
     * A long return path of a login.
     *
     * @param host the only host on which it is valid
     * @param packed the path, deflated; each char is a byte
     */
    record Kept(String host, String packed) {

        static Kept of(String host, String path) {
            Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
            deflater.setInput(path.getBytes(StandardCharsets.ISO_8859_1));
            deflater.finish();
            byte[] packed = new byte[path.length() + 64];
            int length = deflater.deflate(packed);
            deflater.end();
            return new Kept(host, new String(packed, 0, length, StandardCharsets.ISO_8859_1));
        }

        /** The path as it was, or null when it is none of at most so many characters. */
        @Nullable String path(int longest) {
            Inflater inflater = new Inflater(true);
            inflater.setInput(packed.getBytes(StandardCharsets.ISO_8859_1));
            byte[] path = new byte[longest];
            try {
                int length = inflater.inflate(path);
                return inflater.finished()
                        ? new String(path, 0, length, StandardCharsets.ISO_8859_1)
                        : null;
            } catch (DataFormatException broken) {
                return null;
            } finally {
                inflater.end();
            }
        }

        @Override
        public String toString() {
            return "Kept[host=" + host + "]";
        }
    }
}
