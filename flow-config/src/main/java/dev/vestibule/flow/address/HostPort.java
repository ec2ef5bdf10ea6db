package dev.vestibule.flow.address;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host of a URL and its port. {@link URI#getHost} knows only host names of RFC 2396, so it has
 * none for {@code http://my_app:3000}; container networks and DNS have such names (RFC 3986,
 * section 3.2.2).
 *
 * @param host as the URL has it; an IPv6 literal keeps its brackets
 * @param port -1 when the URL names none
 */
public record HostPort(String host, int port) {
    private static final Pattern NAMED =
            Pattern.compile(
                    "([A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:[.][A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*[.]?)(?::([0-9]{1,5}))?");
    private static final int LONGEST = 261;

    /** Empty when the URL has no host, or one that is no name. */
    public static Optional<HostPort> find(URI url) {
        if (url.getHost() != null) {
            return Optional.of(new HostPort(url.getHost(), url.getPort()));
        }
        String authority = url.getRawAuthority();
        if (authority == null || authority.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher named = NAMED.matcher(authority);
        return named.matches()
                ? Optional.of(new HostPort(named.group(1), port(named.group(2))))
                : Optional.empty();
    }

    /**
     * Of a URL that has been checked.
     *
     * @throws IllegalArgumentException when it has no host
     */
    public static HostPort of(URI url) {
        return find(url).orElseThrow(() -> new IllegalArgumentException("no host in " + url));
    }

    /** The port, or this one where the URL names none. */
    public int portOr(int usual) {
        return port < 0 ? usual : port;
    }

    private static int port(@Nullable String digits) {
        return digits == null ? -1 : Integer.parseInt(digits);
    }
}
