package dev.vestibule.flow.gateway;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The HTTP proxy that calls to other servers go through (RFC 9110, section 9.3.6).
 *
 * @param address scheme, host and port
 * @param username null where the proxy asks for none
 * @param password null where the proxy asks for none
 * @param noProxy hosts, hosts below a domain, and blocks of addresses that are called directly
 */
@KeyTable(
        """
        The HTTP proxy through which the gateway calls other servers, see
        [operations.md](operations.md). Applications are never reached through it.
        | address | **required** | the proxy, for example `http://proxy.example.org:3128`. The gateway
          opens a tunnel through it with CONNECT, so that it sees the host and port of a server only.
        | username | no login | the gateway's account at the proxy, for HTTP Basic.
        | password | no login | the password of that account.
        | no-proxy | none | the servers that are called directly: a host, all hosts below a domain
          such as `.example.org`, or IP addresses such as `10.0.0.0/8`. The gateway's own machine is
          always called directly.
        """)
public record OutgoingProxy(
        URI address, @Nullable String username, @Nullable Secret password, List<String> noProxy) {
    private static final Pattern ADDRESSES = Pattern.compile("[0-9./]+|.*:.*");
    private static final ScalarType<String> DIRECT =
            new ScalarType<>(
                    "a host, a domain with a dot before it, or IP addresses",
                    "host.invalid",
                    OutgoingProxy::direct);

    /** The section {@code gateway.outgoing-proxy}. */
    static final Section<OutgoingProxy> SECTION =
            Section.of(OutgoingProxy.class, Map.of("address", UrlTypes.PROXY, "no-proxy", DIRECT))
                    .checked(OutgoingProxy::checkLogin);

    public OutgoingProxy {
        noProxy = List.copyOf(noProxy);
    }

    /**
     * Whether a call of this address goes through the proxy. Without TLS only this machine is
     * called, which the proxy cannot do.
     */
    public boolean carries(URI server) {
        String host = plain(HostPort.find(server).map(HostPort::host).orElse(""));
        return "https".equalsIgnoreCase(server.getScheme())
                && !UrlTypes.isLoopback(host)
                && noProxy.stream().noneMatch(each -> covers(each, host));
    }

    private static boolean covers(String direct, String host) {
        if (ADDRESSES.matcher(direct).matches()) {
            return CidrBlock.parse(direct).contains(host);
        }
        return direct.startsWith(".") ? host.endsWith(direct) : host.equals(direct);
    }

    /** Other servers choose how they write the addresses of their endpoints. */
    private static String plain(String host) {
        String bare = host.replaceAll("^\\[|[\\].]$", "");
        return bare.toLowerCase(Locale.ROOT);
    }

    private static String direct(String text) throws InvalidValue {
        unless(
                !text.startsWith("*"),
                "which has a wildcard",
                "Write .example.org for all hosts below a domain.");
        if (ADDRESSES.matcher(text).matches() && !text.contains("://")) {
            return addresses(text);
        }
        String host = text.startsWith(".") ? text.substring(1) : text;
        UrlTypes.HOST_NAME.parser().parse(host);
        return text;
    }

    private static String addresses(String text) throws InvalidValue {
        try {
            return CidrBlock.parse(text).toString();
        } catch (IllegalArgumentException _) {
            throw new InvalidValue(
                    "which is no IP address or block of them",
                    "Write 10.0.0.0/8, for example; a host is written without port.");
        }
    }

    private void checkLogin(Fields fields) {
        if ((username == null) != (password == null)) {
            fields.error(
                    username == null ? "password" : "username",
                    username == null
                            ? "a password without a username"
                            : "a username without a password",
                    "both or none",
                    "Add the missing key, or remove this one.");
        }
        if (username != null && username.contains(":")) {
            fields.error(
                    "username",
                    "a username with a colon, which HTTP Basic cannot send (RFC 7617)",
                    "a username without a colon",
                    "Use another account of the proxy.");
        }
    }
}
