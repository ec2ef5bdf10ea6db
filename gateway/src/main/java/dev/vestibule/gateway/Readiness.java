package dev.vestibule.gateway;

import dev.vestibule.gateway.login.ProvisioningClient;
import dev.vestibule.provisioning.api.DirectoryReply;
import dev.vestibule.provisioning.api.ProvisioningFailure;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Whether new logins can be expected to work. */
final class Readiness {
    private final @Nullable ProvisioningClient provisioning;
    private volatile boolean stopping;

    /**
     * @param provisioning null when the configuration has no directory
     */
    Readiness(@Nullable ProvisioningClient provisioning) {
        this.provisioning = provisioning;
    }

    /** From now on nothing new is wanted. */
    void stop() {
        stopping = true;
    }

    /** Each check by its name: null when it passes, else why not. */
    Future<Map<String, Check>> checks() {
        Check running = stopping ? new Check(false, "the gateway is stopping") : Check.PASSED;
        ProvisioningClient client = provisioning;
        return client == null
                ? Future.succeededFuture(Map.of("gateway", running))
                : client.check()
                        .map(reply -> Map.of("gateway", running, "directory", check(reply)));
    }

    private static Check check(DirectoryReply reply) {
        return switch (reply) {
            case DirectoryReply.DirectoryReady() -> Check.PASSED;
            case ProvisioningFailure failure -> new Check(false, failure.detail());
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
