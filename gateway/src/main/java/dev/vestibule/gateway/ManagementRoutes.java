package dev.vestibule.gateway;

import dev.vestibule.gateway.config.ConfigurationStatus;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What operators ask: is it alive, is it ready, which configuration it uses, which upstreams are
 * healthy, what it has done.
 */
record ManagementRoutes(
        Readiness readiness,
        PrometheusMeterRegistry metrics,
        Supplier<ConfigurationStatus> configuration,
        Supplier<JsonObject> upstreams) {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(ctx -> json(ctx, 200, status(true)));
        router.get("/health/ready").handler(this::ready);
        router.get("/config").handler(ctx -> json(ctx, 200, configuration.get().object()));
        router.get("/upstreams").handler(ctx -> json(ctx, 200, upstreams.get()));
        router.get("/metrics").handler(this::scrape);
        return router;
    }

    private void ready(RoutingContext ctx) {
        readiness.checks().onSuccess(checks -> answer(ctx, checks)).onFailure(ctx::fail);
    }

    private static void answer(RoutingContext ctx, Map<String, Readiness.Check> checks) {
        boolean ready = checks.values().stream().allMatch(Readiness.Check::passed);
        JsonArray details = new JsonArray();
        new TreeMap<>(checks)
                .forEach((name, check) ->
                        details.add(
                                status(check.passed())
                                        .put("name", name)
                                        .put("detail", check.detail())));
        json(ctx, ready ? 200 : 503, status(ready).put("checks", details));
    }

    private void scrape(RoutingContext ctx) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS)
                .end(metrics.scrape(PROMETHEUS));
    }

    private static JsonObject status(boolean up) {
        return new JsonObject().put("status", up ? "UP" : "DOWN");
    }

    private static void json(RoutingContext ctx, int status, JsonObject body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }
}
