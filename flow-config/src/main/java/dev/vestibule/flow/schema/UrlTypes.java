package dev.vestibule.flow.schema;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.problem.InvalidValue;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of URLs, hosts and paths that keys take. */
public final class UrlTypes {
    private static final URI STAND_IN = URI.create("https://localhost");
    private static final String STARTTLS = "smtp+starttls";
    private static final Set<String> WEB = Set.of("https", "http");
    private static final Pattern HOST =
            Pattern.compile(
                    "[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?([.][a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
    private static final String WELL_KNOWN = "/.well-known";
    private static final Pattern SEGMENTS = Pattern.compile("(/[A-Za-z0-9._~!$&'()*+,=:@-]+)*/?");
    private static final List<CidrBlock> LOOPBACK =
            List.of(CidrBlock.parse("127.0.0.0/8"), CidrBlock.parse("::1"));

    /** A public origin. */
    public static final ScalarType<URI> ORIGIN =
            new ScalarType<>(
                    "an origin with https; http on a loopback address only",
                    STAND_IN,
                    text -> origin(encrypted(url(text, WEB), "https")));

    /** The issuer of an identity provider. */
    public static final ScalarType<URI> ISSUER =
            new ScalarType<>(
                    "a URL with https; http on a loopback address only",
                    STAND_IN,
                    text -> issuer(encrypted(url(text, WEB), "https")));

    /** The origin of an application. */
    public static final ScalarType<URI> UPSTREAM =
            new ScalarType<>(
                    "an origin with http or https, for example http://127.0.0.1:3000",
                    STAND_IN,
                    text -> origin(url(text, WEB)));

    /** Where events are posted. */
    public static final ScalarType<URI> WEBHOOK =
            new ScalarType<>(
                    "a URL with https; http on a loopback address only",
                    STAND_IN,
                    text -> withoutFragment(encrypted(url(text, WEB), "https")));

    /** A directory server. */
    public static final ScalarType<URI> LDAP =
            new ScalarType<>(
                    "an origin with ldaps; ldap on a loopback address only",
                    URI.create("ldaps://localhost"),
                    text -> origin(encrypted(url(text, Set.of("ldaps", "ldap")), "ldaps")));

    /** A mail server. */
    public static final ScalarType<URI> MAIL =
            new ScalarType<>(
                    "smtps://HOST or smtp+starttls://HOST; smtp on a loopback address only",
                    URI.create("smtps://localhost"),
                    text -> origin(mail(url(text, Set.of("smtps", STARTTLS, "smtp")))));

    /** A proxy for calls to other servers. */
    public static final ScalarType<URI> PROXY =
            new ScalarType<>(
                    "http://HOST:PORT",
                    URI.create("http://localhost:3128"),
                    text -> withPort(origin(url(text, Set.of("http")))));

    /** A host name without port. */
    public static final ScalarType<String> HOST_NAME =
            new ScalarType<>(
                    "a host name in small letters, without port", "host.invalid", UrlTypes::host);

    /** The beginning of normalised paths, in whole segments. */
    public static final ScalarType<String> PATH_PREFIX =
            new ScalarType<>(
                    "a path that starts with / and has no empty, dot or encoded parts",
                    "/",
                    UrlTypes::path);

    private UrlTypes() {}

    private static URI url(String text, Set<String> schemes) throws InvalidValue {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException malformed) {
            throw new InvalidValue(
                    "which is no URL", "Write it as scheme://host or scheme://host:port.");
        }
        String scheme = Optional.ofNullable(url.getScheme()).orElse("");
        unless(
                schemes.contains(scheme),
                scheme.isEmpty() ? "which has no scheme" : "which has another scheme",
                "Begin it with "
                        + String.join(":// or ", schemes.stream().sorted().toList())
                        + "://.");
        return checkedAuthority(url, scheme);
    }

    private static URI checkedAuthority(URI url, String scheme) throws InvalidValue {
        unless(
                !Optional.ofNullable(url.getRawAuthority()).orElse("").contains("@"),
                "which contains a user",
                "Remove the part before the @.");
        HostPort place =
                HostPort.find(url)
                        .orElseThrow(() ->
                                new InvalidValue(
                                        "which has no host",
                                        "Name the host after " + scheme + "://."));
        unless(
                place.host().equals(place.host().toLowerCase(Locale.ROOT)),
                "whose host has capital letters",
                "Write the host in small letters.");
        unless(
                place.port() <= 65_535 && place.port() != 0,
                "whose port does not exist",
                "Choose a port from 1 to 65535.");
        return url;
    }

    private static URI encrypted(URI url, String scheme) throws InvalidValue {
        unless(
                url.getScheme().equals(scheme) || isLoopback(HostPort.of(url).host()),
                "which is not encrypted",
                "Write " + scheme + "://; without it, others can read and change the traffic.");
        return url;
    }

    private static URI mail(URI url) throws InvalidValue {
        return url.getScheme().equals(STARTTLS) ? url : encrypted(url, "smtps");
    }

    /** Whether only this machine can answer under the host. */
    public static boolean isLoopback(String host) {
        String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return address.equals("localhost")
                || address.endsWith(".localhost")
                || LOOPBACK.stream().anyMatch(block -> block.contains(address));
    }

    /** Users often copy the document's address; the issuer is inside the document. */
    private static URI issuer(URI url) throws InvalidValue {
        withoutQuery(url);
        String text = url.toString();
        int place = text.indexOf(WELL_KNOWN);
        if (place < 0) {
            return url;
        }
        String rest = text.substring(place + WELL_KNOWN.length());
        int path = rest.indexOf('/', 1);
        throw new InvalidValue(
                "which is the address of the discovery document",
                "Write the value of issuer in that document, usually "
                        + text.substring(0, place)
                        + (path < 0 ? "" : rest.substring(path))
                        + ".");
    }

    private static URI withoutQuery(URI url) throws InvalidValue {
        unless(
                url.getRawQuery() == null && url.getRawFragment() == null,
                "which has a query or a fragment",
                "Remove it from ? or # on.");
        return url;
    }

    private static URI withoutFragment(URI url) throws InvalidValue {
        unless(url.getRawFragment() == null, "which has a fragment", "Remove it from # on.");
        return url;
    }

    private static URI origin(URI url) throws InvalidValue {
        unless(
                withoutQuery(url).getRawPath().isEmpty(),
                "which has a path",
                "Remove the path and the slash before it.");
        return url;
    }

    private static URI withPort(URI url) throws InvalidValue {
        unless(
                HostPort.of(url).port() > 0,
                "which has no port",
                "Write the port behind the host, for example :3128.");
        return url;
    }

    private static String host(String text) throws InvalidValue {
        unless(
                text.equals(text.toLowerCase(Locale.ROOT)),
                "which has capital letters",
                "Write it in small letters.");
        unless(
                text.length() <= 253 && HOST.matcher(text).matches(),
                "which is no host name",
                "Write the name alone, for example wiki.example.org.");
        return text;
    }

    private static String path(String text) throws InvalidValue {
        unless(
                text.startsWith("/") && SEGMENTS.matcher(text).matches(),
                "which is not such a path",
                "Write plain segments, for example /docs; % and ; are not allowed.");
        unless(
                List.of(text.split("/")).stream().noneMatch(Set.of(".", "..")::contains),
                "which has dot segments",
                "Write the path that they lead to.");
        unless(
                !text.equals("/.vestibule") && !text.startsWith("/.vestibule/"),
                "which is reserved for the gateway's own pages",
                "Choose another path.");
        return text.length() > 1 && text.endsWith("/")
                ? text.substring(0, text.length() - 1)
                : text;
    }
}
