package dev.vestibule.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.httpproxy.HttpProxy;

/**
 * The yardstick: a proxy of Vert.x that knows no user and decides nothing. It has the gateway's
 * number of event loops, and of connections to the upstream for each.
 */
final class BareProxy extends VerticleBase {
    private final HttpServerOptions server;
    private final int upstream;

    private BareProxy(HttpServerOptions server, int upstream) {
        this.server = server;
        this.upstream = upstream;
    }

    /**
     * Takes the port to listen on and that of the upstream, both on loopback, and, for HTTP/2 over
     * TLS, the files of certificate and key.
     */
    public static void main(String[] arguments) {
        HttpServerOptions server =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(Integer.parseInt(arguments[0]));
        if (arguments.length > 2) {
            server.setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(
                            new PemKeyCertOptions()
                                    .setCertPath(arguments[2])
                                    .setKeyPath(arguments[3]));
        }
        int upstream = Integer.parseInt(arguments[1]);
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
                .deployVerticle(
                        () -> new BareProxy(server, upstream),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .await();
    }

    @Override
    public Future<?> start() {
        HttpClient client =
                vertx.createHttpClient(
                        new HttpClientOptions().setKeepAlive(true),
                        new PoolOptions().setHttp1MaxSize(256));
        HttpProxy proxy = HttpProxy.reverseProxy(client).origin(upstream, "127.0.0.1");
        return vertx.createHttpServer(server).requestHandler(proxy).listen();
    }
}
