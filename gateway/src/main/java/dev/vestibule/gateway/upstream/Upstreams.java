package dev.vestibule.gateway.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The connections of one event loop to upstreams, bounded for each upstream and kind of use. */
public final class Upstreams {
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final PoolLimits limits;
    private final MeterRegistry meters;
    private final TlsFiles files;
    private final NetClient client;
    private final OriginPool.Shared shared;
    private final Map<Origin, OriginPool> pools = new HashMap<>();

    /** Connections for the event loop that sends the first request; nothing is open yet. */
    public Upstreams(Vertx vertx, PoolLimits limits, MeterRegistry meters) {
        this.vertx = vertx;
        this.meters = meters;
        files = new TlsFiles(vertx);
        this.limits = limits;
        shared =
                new OriginPool.Shared(
                        new HeadWriter(), new OriginPool.LaterReads(), new SharedTimeouts(vertx));
        client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    }

    /**
     * A connection for one exchange, a kept one where there is one.
     *
     * @param fresh whether no request may have been sent on it before
     * @return fails with {@link PoolBusyException} when none becomes free in time
     */
    public Future<UpstreamConnection> connection(Origin origin, Use use, boolean fresh) {
        return pool(origin).take(use, fresh, (ContextInternal) vertx.getOrCreateContext());
    }

    private OriginPool pool(Origin origin) {
        if (pools.isEmpty()) {
            vertx.setTimer(SWEEP.toMillis(), _ -> sweep());
        }
        return pools.computeIfAbsent(
                origin,
                _ ->
                        new OriginPool(
                                limits.within(origin.connect()),
                                shared,
                                () -> connect(origin, null).onFailure(counted(origin)),
                                origin.multiplexed()
                                        ? new SharedConnections(() -> share(origin))
                                        : null));
    }

    private Future<SharedConnection> share(Origin origin) {
        return connect(origin, ApplicationProtocolNames.HTTP_2)
                .compose(socket -> {
                    String agreed = socket.applicationLayerProtocol();
                    if (origin.tls() && !ApplicationProtocolNames.HTTP_2.equals(agreed)) {
                        socket.close();
                        return Future.failedFuture(
                                new SharedConnection.NoHttp2Exception(
                                        "its TLS handshake does not agree on h2", null));
                    }
                    return SharedConnection.begin(
                            socket, origin.tls(), shared.timeouts(), origin.connect());
                })
                .onFailure(counted(origin));
    }

    private Future<NetSocketInternal> connect(Origin origin, @Nullable String protocol) {
        int connect = Math.toIntExact(origin.connect().toMillis());
        ConnectOptions options =
                new ConnectOptions()
                        .setHost(origin.host())
                        .setPort(origin.port())
                        .setTimeout(connect);
        return open(origin, protocol, options).map(NetSocketInternal.class::cast);
    }

    private Future<NetSocket> open(
            Origin origin, @Nullable String protocol, ConnectOptions options) {
        return origin.tls()
                ? files.options(origin, protocol)
                        .compose(tls ->
                                client.connect(
                                        options.setSsl(true)
                                                .setSniServerName(
                                                        origin.literal() ? null : origin.host())
                                                .setSslOptions(tls)))
                : client.connect(options);
    }

    private Handler<Throwable> counted(Origin origin) {
        return fault ->
                meters.counter(
                                "vestibule.upstream.failures",
                                "upstream",
                                origin.text(),
                                "cause",
                                UpstreamFault.of(fault).word())
                        .increment();
    }

    private void sweep() {
        long idle = limits.idle().dividedBy(SWEEP);
        pools.values().forEach(pool -> pool.sweep(idle));
        pools.values().removeIf(OriginPool::unused);
        if (!pools.isEmpty()) {
            vertx.setTimer(SWEEP.toMillis(), _ -> sweep());
        }
    }
}
