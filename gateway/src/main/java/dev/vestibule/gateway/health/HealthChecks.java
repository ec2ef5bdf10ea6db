package dev.vestibule.gateway.health;

import dev.vestibule.flow.app.Health;
import dev.vestibule.gateway.access.AppServers;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.health.HealthCheck.State;
import dev.vestibule.gateway.health.HealthCheck.Subject;
import dev.vestibule.gateway.upstream.Origin;
import dev.vestibule.gateway.upstream.PoolLimits;
import dev.vestibule.gateway.upstream.Upstreams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** The checks of the servers of all apps. Any thread may call it. */
public final class HealthChecks {
    /** Connections to one server; each lasts as long as one question. */
    private static final PoolLimits POOL =
            new PoolLimits(64, 1, 1, 1024, Duration.ofSeconds(5), Duration.ofSeconds(1));

    private final InstantSource clock;
    private final Function<Subject, Future<@Nullable String>> probe;
    private final MeterRegistry meters;
    private final List<Gauge> gauges = new ArrayList<>();
    private volatile Map<Subject, HealthCheck> running = Map.of();

    /** No check yet; those to come have connections of their own. */
    public static HealthChecks of(Vertx vertx, InstantSource clock, MeterRegistry meters) {
        Upstreams own = new Upstreams(vertx, POOL, new SimpleMeterRegistry());
        return new HealthChecks(clock, new HealthProbe(vertx, own)::ask, meters);
    }

    /**
     * @param probe asks one server, and gives why it is not well or null; it never fails
     */
    HealthChecks(
            InstantSource clock,
            Function<Subject, Future<@Nullable String>> probe,
            MeterRegistry meters) {
        this.clock = clock;
        this.probe = probe;
        this.meters = meters;
    }

    /**
     * Checks the servers of these routes from now on, and no others. What is known of a server
     * stays known.
     */
    public synchronized void follow(Collection<Route> routes) {
        Map<Subject, HealthCheck> next = new LinkedHashMap<>();
        for (Route route : routes) {
            List<HealthCheck> checks = checks(route);
            checks.forEach(check -> next.put(check.subject(), check));
            if (!checks.isEmpty()) {
                Objects.requireNonNull(route.servers()).watch(health(checks));
            }
        }
        measure(next);
        running = next;
    }

    private List<HealthCheck> checks(Route route) {
        Health health = route.app().http().health();
        AppServers servers = route.servers();
        if (servers == null || health == null) {
            return List.of();
        }
        String named = route.target().host();
        String host = named == null ? route.app().host() : named;
        return servers.all().stream()
                .distinct()
                .map(origin -> new Subject(route.app().id(), origin, host, health))
                .map(this::known)
                .toList();
    }

    private HealthCheck known(Subject subject) {
        HealthCheck known = running.get(subject);
        return known == null ? new HealthCheck(subject, clock.instant()) : known;
    }

    private static Predicate<Origin> health(List<HealthCheck> checks) {
        Map<Origin, HealthCheck> byOrigin = new HashMap<>();
        checks.forEach(check -> byOrigin.put(check.subject().origin(), check));
        return origin -> Objects.requireNonNull(byOrigin.get(origin)).healthy();
    }

    /** One gauge for each server of an app, also when other settings of its check have changed. */
    private void measure(Map<Subject, HealthCheck> next) {
        gauges.forEach(meters::remove);
        gauges.clear();
        for (HealthCheck check : next.values()) {
            gauges.add(
                    Gauge.builder("vestibule.upstream.healthy", check, c -> c.healthy() ? 1 : 0)
                            .tag("app", check.subject().app())
                            .tag("upstream", check.subject().origin().text())
                            .register(meters));
        }
    }

    /** Asks every server that is to be asked now; the result is there when all have answered. */
    public Future<?> tick() {
        List<Future<?>> asked = new ArrayList<>();
        for (HealthCheck check : running.values()) {
            if (check.begins(clock.instant())) {
                asked.add(probe.apply(check.subject()).onSuccess(failure -> ended(check, failure)));
            }
        }
        return Future.join(asked);
    }

    /** What a removed server has answered is not of interest. */
    private void ended(HealthCheck check, @Nullable String failure) {
        if (running.containsKey(check.subject())) {
            check.ended(failure, clock.instant());
        }
    }

    /** Each server that is checked, for operators. */
    public JsonObject status() {
        JsonArray servers = new JsonArray();
        running.values().forEach(check -> servers.add(status(check)));
        return new JsonObject().put("upstreams", servers);
    }

    private static JsonObject status(HealthCheck check) {
        State state = check.state();
        return new JsonObject()
                .put("app", check.subject().app())
                .put("upstream", check.subject().origin().text())
                .put("healthy", state.healthy())
                .put("since", state.since().toString())
                .put("detail", state.detail() == null ? "" : state.detail());
    }
}
