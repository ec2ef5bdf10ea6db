package dev.vestibule.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** A bare Vert.x server that answers every request with a word, with a part for each processor. */
final class BareHello extends VerticleBase {
    private final int port;

    private BareHello(int port) {
        this.port = port;
    }

    /** Takes the port. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
                .deployVerticle(
                        () -> new BareHello(port),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .await();
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(port, "127.0.0.1");
    }
}
