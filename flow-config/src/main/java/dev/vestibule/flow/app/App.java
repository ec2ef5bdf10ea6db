package dev.vestibule.flow.app;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.theme.Picture;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application behind the gateway.
 *
 * @param host host name in lower case, without port; the gateway's own host when the YAML names
 *     none
 * @param path normalised path prefix that starts with a slash; matches whole segments
 * @param upstream null when it is only asked about by a proxy in front (forward-auth)
 * @param access in order, the first rule that matches decides; when none does, access is refused
 * @param identity how the upstream gets the identity of the user
 * @param forwarding what is changed on the way
 * @param tls how the gateway and the upstream recognise each other
 * @param http how the gateway speaks to the upstream
 * @param timeout how long the upstream and its clients are waited for
 * @param display how users see it
 * @param tokens how programs sign in; null when they cannot
 */
public record App(
        String id,
        String host,
        String path,
        @Nullable URI upstream,
        String flow,
        List<AccessRule> access,
        AppIdentity identity,
        Forwarding forwarding,
        UpstreamTls tls,
        UpstreamHttp http,
        Timeout timeout,
        Display display,
        @Nullable Tokens tokens) {
    public App {
        access = List.copyOf(access);
    }

    /** Every expression that reads what a session keeps. */
    public Stream<Expression> expressions() {
        return Stream.concat(access.stream().map(AccessRule::condition), identity.expressions());
    }

    /** Ids of further flows that rules lead to. */
    public Set<String> stepUps() {
        return access.stream()
                .map(AccessRule::otherwise)
                .filter(Objects::nonNull)
                .map(AccessRule.StepUp::flow)
                .filter(each -> !each.equals(flow))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether another proxy passes the requests, and asks the gateway about each. */
    public boolean forwardAuth() {
        return upstream == null;
    }

    /** The name that users see. */
    public String title() {
        return display.title();
    }

    /**
     * How users see an app.
     *
     * @param icon null when it has none
     */
    public record Display(String title, @Nullable Picture icon) {}

    /**
     * How programs sign in.
     *
     * @param personal whether by access tokens that users make on their account page
     * @param connection ids of the connections whose access tokens sign in; empty for none
     * @param audience of which an access token must name one; empty for the origin of the app
     * @param scope all of which an access token must have
     * @param introspection whether the provider is asked about every access token
     * @param certificates those that sign in; null for none
     */
    @KeyTable(
            """
            How programs sign in, which cannot follow a flow. The access rules apply to them too.
            | personal | `false` | whether users can make access tokens for the application on their
              account page. A program sends one as a bearer token, or as the password of HTTP Basic
              with any username.
            | connection | none | the connections whose access tokens programs send as bearer tokens.
            | audience | the origin of the app | the audiences of which an access token of a
              connection must name one; never the client id, which every ID token names.
            | scope | none | the scopes that an access token of a connection must have, all of them.
            | introspection | `false` | whether the gateway asks the provider about every access token,
              so that it takes opaque ones and refuses revoked ones; with one connection only.
            | certificates | none | the client certificates by which programs sign in.
            """)
    public record Tokens(
            boolean personal,
            List<String> connection,
            List<String> audience,
            List<String> scope,
            boolean introspection,
            @Nullable ClientCertificates certificates) {
        public Tokens {
            connection = List.copyOf(connection);
            audience = List.copyOf(audience);
            scope = List.copyOf(scope);
        }

        /** Whether access tokens of this connection sign in. */
        public boolean takes(String id) {
            return connection.contains(id);
        }
    }

    /**
     * How long the gateway waits.
     *
     * @param response for the head of an answer, once the request is sent
     * @param idle for a byte in either direction of an exchange or an open stream
     * @param upload for a request body that comes more slowly than 240 bytes a second
     * @param connect for a connection to the upstream
     */
    @KeyTable(
            """
            How long the gateway waits for the application and for its clients.
            | response | `30s` | how long the application may need to start its answer, after it has
              received the whole request.
            | idle | `5m` | how long a request, an open stream or a WebSocket may stay without a byte
              in either direction.
            | upload | `30s` | how long a request body may arrive more slowly than 240 bytes a second.
            | connect | `5s` | how long a connection to the application may take, with TLS and the wait
              for a free one.
            """)
    public record Timeout(Duration response, Duration idle, Duration upload, Duration connect) {
        /** 30 seconds, 5 minutes, 30 seconds, 5 seconds. */
        public static final Timeout STANDARD =
                new Timeout(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5));
    }
}
