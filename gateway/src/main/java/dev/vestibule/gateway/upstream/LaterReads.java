package dev.vestibule.gateway.upstream;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs what must wait until everything that has arrived by now was read, on any socket of one event
 * loop. What is asked for in one turn of the loop runs together.
 */
final class LaterReads {
    private @Nullable List<Waiting> waiting;

    private record Waiting(ContextInternal context, Runnable action) {}

    void behind(ContextInternal context, Runnable action) {
        List<Waiting> now = waiting;
        if (now == null) {
            now = new ArrayList<>();
            waiting = now;
            // A task of a task comes before the next look at the sockets, a timer behind it.
            EventLoop loop = context.nettyEventLoop();
            loop.execute(() -> loop.schedule(taken(), 0, NANOSECONDS));
        }
        now.add(new Waiting(context, action));
    }

    private Runnable taken() {
        List<Waiting> all = waiting == null ? List.of() : waiting;
        waiting = null;
        return () -> all.forEach(each -> each.context().emit(_ -> each.action().run()));
    }
}
