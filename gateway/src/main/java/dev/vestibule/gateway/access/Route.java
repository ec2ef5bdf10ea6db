package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.inbound.Patience;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.upstream.Origin;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An app as requests meet it: what can be known when the configuration is loaded.
 *
 * @param origin public origin of the app's host
 * @param servers where the app's servers listen; null when another proxy passes the requests
 * @param response how long the upstream may take for the head of an answer
 * @param patience how long the exchange with a client may make no progress
 * @param readsRequest whether an access rule reads the request, beside the session
 * @param stepUps ids of further flows whose steps the rules see
 * @param target how the upstream is asked
 * @param headers what its requests get and lose
 * @param recheck the flow whose new steps an open session must pass; null when it need not
 */
public record Route(
        App app,
        String origin,
        @Nullable AppServers servers,
        Duration response,
        Patience patience,
        boolean readsRequest,
        Set<String> stepUps,
        TargetPlan target,
        HeaderPlan headers,
        @Nullable Flow recheck) {

    /**
     * What the routes of one configuration share.
     *
     * @param gateway public origin of the gateway's own pages
     * @param identityNames every header field that tells any app who is asking
     */
    record Shared(URI gateway, Timeouts timeouts, Set<String> identityNames) {}

    static Route of(App app, @Nullable Flow flow, Shared shared) {
        Timeouts timeouts = shared.timeouts();
        String origin = LoginRedirect.origin(shared.gateway(), app);
        return new Route(
                app,
                origin,
                app.upstream() == null ? null : servers(app, timeouts.of(app).connect()),
                timeouts.of(app).response(),
                timeouts.patience(app),
                app.access().stream().anyMatch(rule -> rule.condition().readsRequest()),
                app.stepUps(),
                TargetPlan.of(app, origin),
                HeaderPlan.of(app, origin, shared.identityNames()),
                flow == null || flow.onChange() == Flow.OnChange.KEEP ? null : flow);
    }

    private static AppServers servers(App app, Duration connect) {
        List<URI> several = app.forwarding().upstreams();
        return new AppServers(
                (several.isEmpty() ? Stream.ofNullable(app.upstream()) : several.stream())
                        .map(each -> Origin.of(each, connect, app.tls(), app.http().multiplexed()))
                        .toList());
    }

    /** The most bytes that a request's body may have. */
    public long maxBody() {
        Long most = app.forwarding().maxBody();
        return most == null ? Long.MAX_VALUE : most;
    }

    /** A prefix covers whole segments: {@code /wiki} covers {@code /wiki/a}, not {@code /wikis}. */
    boolean covers(String path) {
        String own = app.path();
        return path.startsWith(own)
                && (own.endsWith("/")
                        || path.length() == own.length()
                        || path.charAt(own.length()) == '/');
    }

    /**
     * How long the gateway waits for an upstream.
     *
     * @param connect for a connection, the wait for a free one among them
     * @param response for the head of the response, once the request is sent
     */
    public record Timeouts(Duration connect, Duration response) {
        /** 5 seconds for a connection, 30 for a response. */
        public static final Timeouts STANDARD =
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

        /** Those of an app, where it has its own. */
        public Timeouts of(App app) {
            App.Timeout own = app.timeout();
            App.Timeout usual = App.Timeout.STANDARD;
            return new Timeouts(
                    own.connect().equals(usual.connect()) ? connect : own.connect(),
                    own.response().equals(usual.response()) ? response : own.response());
        }

        /**
         * What the app allows its clients; they are not to blame for an upstream that takes long.
         */
        public Patience patience(App app) {
            Timeouts own = of(app);
            Duration waiting = own.response().plus(own.connect()).plus(own.connect());
            Duration idle = app.timeout().idle();
            return new Patience(
                    idle.compareTo(waiting) < 0 ? waiting : idle, app.timeout().upload());
        }
    }
}
