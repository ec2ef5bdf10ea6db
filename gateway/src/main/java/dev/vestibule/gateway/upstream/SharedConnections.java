package dev.vestibule.gateway.upstream;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The connections of HTTP/2 of one event loop to one upstream. A new one is opened when no other
 * has room for a request.
 */
final class SharedConnections {
    private final Supplier<Future<SharedConnection>> connect;
    private final Set<SharedConnection> open = new LinkedHashSet<>();
    private @Nullable Future<SharedConnection> opening;

    SharedConnections(Supplier<Future<SharedConnection>> connect) {
        this.connect = connect;
    }

    /**
     * One that takes a request now.
     *
     * @param fresh whether one that is open already does not serve
     */
    Future<SharedConnection> withRoom(boolean fresh) {
        if (!fresh) {
            for (SharedConnection each : open) {
                if (each.hasRoom()) {
                    return Future.succeededFuture(each);
                }
            }
        }
        Future<SharedConnection> coming = opening;
        return (coming == null ? open() : coming).compose(this::of);
    }

    /** Others that have waited may have taken all the room of a new one. */
    private Future<SharedConnection> of(SharedConnection opened) {
        if (opened.hasRoom()) {
            return Future.succeededFuture(opened);
        }
        return opened.leaves()
                ? Future.failedFuture(new BrokenAnswerException("takes no requests", null))
                : withRoom(false);
    }

    private Future<SharedConnection> open() {
        Future<SharedConnection> coming = connect.get();
        opening = coming;
        coming.onComplete(result -> {
            opening = null;
            if (result.succeeded()) {
                SharedConnection opened = result.result();
                open.add(opened);
                opened.onClose(() -> open.remove(opened));
            }
        });
        return coming;
    }

    /** Closes what was not used for so many rounds. */
    void sweep(long idle) {
        List.copyOf(open).forEach(each -> each.sweep(idle));
    }

    boolean unused() {
        return open.isEmpty();
    }
}
