package dev.vestibule.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Vert.x for which this machine has one more name; it is closed when the test is over. */
public final class HostName implements AfterEachCallback {
    private final Vertx vertx;

    public HostName(String name) {
        Buffer hosts = Buffer.buffer("127.0.0.1 localhost " + name);
        vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setAddressResolverOptions(
                                        new AddressResolverOptions().setHostsValue(hosts)));
    }

    /** The one that knows the name. */
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        vertx.close().await();
    }
}
