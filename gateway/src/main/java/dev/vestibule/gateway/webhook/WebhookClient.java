package dev.vestibule.gateway.webhook;

import dev.vestibule.gateway.outbound.OutboundFailure;
import dev.vestibule.gateway.outbound.OutboundRoute;
import dev.vestibule.gateway.upstream.InterimAnswers;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts: bounded in time and size, never following a redirect, always verifying TLS. Each post has
 * a connection of its own, so that nothing of one answer is taken for the next.
 */
final class WebhookClient {
    private static final int LARGEST_ANSWER = 65_536;

    private final HttpClient client;
    private final Duration longest;
    private final OutboundRoute route;

    WebhookClient(Vertx vertx, Duration longest, OutboundRoute route) {
        this.longest = longest;
        this.route = route;
        client =
                vertx.httpClientBuilder()
                        .with(
                                new HttpClientOptions()
                                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                                        .setKeepAlive(false)
                                        .setConnectTimeout(Math.toIntExact(longest.toMillis()))
                                        .setTrustAll(false)
                                        .setVerifyHost(true))
                        .with(new PoolOptions().setHttp1MaxSize(16))
                        .withConnectHandler(InterimAnswers::skip)
                        .build();
    }

    /**
     * The status that the receiver answers with.
     *
     * @return fails when there is no whole answer within the bounds; with {@link OutboundFailure}
     *     when it is the proxy that fails it
     */
    Future<Integer> post(URI url, Map<String, String> headers, String body) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url.toString())
                        .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        return client.request(route.of(options, url))
                .recover(cause -> Future.failedFuture(named(cause, url)))
                .compose(request -> exchange(request, body))
                .timeout(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Throwable named(Throwable cause, URI url) {
        OutboundFailure ofProxy = route.blamed(cause, url);
        return ofProxy == null ? cause : ofProxy;
    }

    private Future<Integer> exchange(HttpClientRequest request, String body) {
        return request.send(Buffer.buffer(body))
                .compose(response -> drained(request, response))
                .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(_ -> request.reset());
    }

    /** What the receiver says beside the status is not kept. */
    private static Future<Integer> drained(HttpClientRequest request, HttpClientResponse response) {
        Promise<Integer> status = Promise.promise();
        AtomicInteger bytes = new AtomicInteger();
        response.exceptionHandler(status::tryFail);
        response.endHandler(_ -> status.tryComplete(response.statusCode()));
        response.handler(chunk -> {
            if (bytes.addAndGet(chunk.length()) > LARGEST_ANSWER) {
                status.tryComplete(response.statusCode());
                request.reset();
            }
        });
        return status.future();
    }

    Future<Void> close() {
        return client.close();
    }
}
