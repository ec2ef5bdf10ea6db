package dev.vestibule.gateway;

import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.CheckDirectory.DirectoryReady;
import dev.vestibule.provisioning.api.Reply;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Whether new logins can be expected to work. */
final class Readiness {
    private final @Nullable DirectoryClient provisioning;
    private volatile boolean stopping;

    /**
     * @param provisioning null when the configuration has no directory
     */
    Readiness(@Nullable DirectoryClient provisioning) {
        this.provisioning = provisioning;
    }

    /** From now on nothing new is wanted. */
    void stop() {
        stopping = true;
    }

    /** Each check by its name: null when it passes, else why not. */
    Future<Map<String, Check>> checks() {
        Check running = stopping ? new Check(false, "the gateway is stopping") : Check.PASSED;
        DirectoryClient client = provisioning;
        return client == null
                ? Future.succeededFuture(Map.of("gateway", running))
                : client.send(new CheckDirectory())
                        .map(reply -> Map.of("gateway", running, "directory", check(reply)));
    }

    private static Check check(Reply<DirectoryReady> reply) {
        return switch (reply) {
            case Reply.Value<DirectoryReady> _ -> Check.PASSED;
            case Reply.Failed(var failure) -> new Check(false, failure.detail());
        };
    }

    /**
     * One check.
     *
     * @param detail why it failed, empty when it passed
     */
    record Check(boolean passed, String detail) {
        static final Check PASSED = new Check(true, "");
    }
}
