package dev.vestibule.gateway.config;

import io.vertx.core.Future;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Runs a task whenever it is asked to; all that ask while it runs get one more run together. */
final class OneAtATime {
    private final AtomicInteger asked = new AtomicInteger();
    private final Supplier<Future<Void>> task;

    OneAtATime(Supplier<Future<Void>> task) {
        this.task = task;
    }

    /** The task begins after this call, now or when the running one ends. Safe for all threads. */
    void ask() {
        if (asked.getAndIncrement() == 0) {
            run();
        }
    }

    private void run() {
        int answered = asked.get();
        task.get()
                .onComplete(_ -> {
                    if (!asked.compareAndSet(answered, 0)) {
                        run();
                    }
                });
    }
}
