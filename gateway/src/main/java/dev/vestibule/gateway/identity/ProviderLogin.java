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
 * @param grant with which the provider is asked again; null where it is not
 */
public record ProviderLogin(
        String connection,
        String issuer,
        String subject,
        @Nullable String sid,
        Instant issuedAt,
        @Nullable String idToken,
        @Nullable Grant grant) {
    /**
     * With what the provider is asked again while the session lasts, and when.
     *
     * @param token the refresh token, sealed for {@link ProviderLogin#owner}
     * @param due when the provider is to be asked next
     * @param failing since when it has not answered; null while it does
     */
    public record Grant(String token, Instant due, @Nullable Instant failing) {
        @Override
        public String toString() {
            return "Grant[due=" + due + ", failing=" + failing + "]";
        }
    }

    /** Sign-ins that one session remembers. */
    public static final int MOST = 8;

    /** Whose the sealed tokens are. */
    public String owner() {
        return String.join("\n", connection, issuer, subject);
    }

    /** The same with the sealed ID token. */
    public ProviderLogin with(@Nullable String sealed) {
        return new ProviderLogin(connection, issuer, subject, sid, issuedAt, sealed, grant);
    }

    /** The same with another grant. */
    public ProviderLogin with(@Nullable Grant other) {
        return new ProviderLogin(connection, issuer, subject, sid, issuedAt, idToken, other);
    }

    /** Whether the provider is to be asked again. */
    public boolean isDue(Instant now) {
        return grant != null && !now.isBefore(grant.due());
    }

    /** Whether the identity is the one that the provider has vouched for. */
    public boolean isOf(VerifiedIdentity identity) {
        return connection.equals(identity.connection())
                && issuer.equals(identity.issuer())
                && subject.equals(identity.subject());
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

    /** Without the tokens, for a sign-in that is over. */
    public ProviderLogin past() {
        return new ProviderLogin(connection, issuer, subject, sid, issuedAt, null, null);
    }

    @Override
    public String toString() {
        return "ProviderLogin[connection=" + connection + "]";
    }
}
