package dev.vestibule.gateway.identity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A sign-in at an identity provider: what it takes to end it there, and to know that it has ended
 * there. Its text form hides it.
 *
 * @param connection id of the connection
 * @param sid the provider's name for the user's session there (OpenID Connect Front-Channel Logout,
 *     section 3); null where it tells none
 * @param issuedAt when the provider vouched for the user, by its own clock
 * @param idToken tells the provider which session is meant, sealed for {@link #owner}; null where
 *     it has no address for that, and where the token is too long for an address
 */
public record ProviderLogin(
        String connection,
        String issuer,
        String subject,
        @Nullable String sid,
        Instant issuedAt,
        @Nullable String idToken) {
    /** Sign-ins that one session remembers. */
    public static final int MOST = 8;

    /** Whose the sealed tokens are. */
    public String owner() {
        return String.join("\n", connection, issuer, subject);
    }

    /** The same with the sealed ID token. */
    public ProviderLogin with(@Nullable String sealed) {
        return new ProviderLogin(connection, issuer, subject, sid, issuedAt, sealed);
    }

    /** Whether the provider speaks of this sign-in: by its session, else by its user. */
    public boolean matches(String from, @Nullable String session, @Nullable String user) {
        return issuer.equals(from)
                && (session != null || user != null)
                && (session == null || session.equals(sid))
                && (user == null || user.equals(subject));
    }

    /** The sign-ins of both, the later ones first; older ones than {@link #MOST} are forgotten. */
    public static List<ProviderLogin> joined(
            List<ProviderLogin> later, List<ProviderLogin> earlier) {
        Stream<ProviderLogin> past =
                earlier.stream()
                        .filter(old -> later.stream().noneMatch(old::isReplacedBy))
                        .map(old ->
                                later.stream().anyMatch(each -> each.isAtTheProviderOf(old))
                                        ? old.past()
                                        : old);
        return Stream.concat(later.stream(), past).limit(MOST).toList();
    }

    private boolean isAtTheProviderOf(ProviderLogin other) {
        return connection.equals(other.connection);
    }

    private boolean isReplacedBy(ProviderLogin later) {
        return later.connection.equals(connection)
                && later.issuer.equals(issuer)
                && later.subject.equals(subject)
                && Objects.equals(later.sid, sid);
    }

    /** Without the token, for a sign-in that is over. */
    public ProviderLogin past() {
        return with(null);
    }

    @Override
    public String toString() {
        return "ProviderLogin[connection=" + connection + "]";
    }
}
