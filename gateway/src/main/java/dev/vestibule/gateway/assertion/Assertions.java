package dev.vestibule.gateway.assertion;

import dev.vestibule.gateway.session.Session;

import io.netty.util.AsciiString;

import java.net.URI;
import java.time.InstantSource;

/**
 * Says to apps, in a form that they can verify, who is signed in. Signing costs far more than all
 * else that a request needs; so it is done on first need and at most once a minute for a session
 * and an origin.
 */
public final class Assertions {
    /** The request header that carries an assertion. */
    public static final String HEADER = "X-Vestibule-Assertion";

    /** Each is about one kilobyte large. */
    private static final int CAPACITY = 50_000;

    private final AssertionKey key;
    private final String issuer;
    private final InstantSource clock;
    private final RecentAssertions recent = new RecentAssertions(CAPACITY);

    /**
     * @param gateway public origin of the gateway's own pages, which is the issuer
     */
    public Assertions(AssertionKey key, URI gateway, InstantSource clock) {
        this.key = key;
        this.issuer = gateway.toString();
        this.clock = clock;
    }

    /**
     * The token about this session; between four and five minutes of it are left.
     *
     * @param origin of the app that it is for
     */
    public AsciiString of(String origin, Session session) {
        Assertion next = new Assertion(origin, session.identity(), clock.instant());
        return recent.keptOr(new RecentAssertions.Place(session.key(), origin), next)
                .token(key, issuer);
    }
}
