package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.inbound.Patience;

import java.time.Duration;

/**
 * How long the gateway waits for an upstream.
 *
 * @param connect for a connection, the wait for a free one among them
 * @param response for the head of the response, once the request is sent
 */
public record ProxyTimeouts(Duration connect, Duration response) {
    /** 5 seconds for a connection, 30 for a response. */
    public static final ProxyTimeouts STANDARD =
            new ProxyTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** Those of an app, where it has its own. */
    public ProxyTimeouts of(App app) {
        return app.timeout().response().equals(App.Timeout.STANDARD.response())
                ? this
                : new ProxyTimeouts(connect, app.timeout().response());
    }

    /** What the app allows its clients; they are not to blame for an upstream that takes long. */
    public Patience patience(App app) {
        Duration waiting = of(app).response().plus(connect).plus(connect);
        Duration idle = app.timeout().idle();
        return new Patience(idle.compareTo(waiting) < 0 ? waiting : idle, app.timeout().upload());
    }
}
