package dev.vestibule.flow.gateway;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.SecretType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway's own settings.
 *
 * @param url public origin of the gateway's own pages, without path or trailing slash
 * @param tls certificates of the public server; empty where it speaks no TLS
 * @param hsts how long browsers use https only for a host, once it was used
 * @param redirectHttp where requests without TLS are redirected; null for nowhere
 * @param management where health and metrics are served
 * @param trustedProxies peers whose X-Forwarded-* headers are trusted
 * @param outgoingProxy what calls to other servers go through; null for none
 * @param loginStarts logins that one client may begin
 * @param websockets how many may be open at once
 * @param store where sessions are stored: in memory
 * @param limits what all clients together, and those of one address, may take
 * @param protection limits for guesses of passwords and codes
 * @param keys what the gateway encrypts with, the newest first; empty where it makes its own
 * @param data folder for what the gateway has to keep over a restart; null when it keeps nothing
 * @param audit null when no audit log is written
 * @param accessLog null when no access log is written
 */
@KeyTable(
        """
        The gateway itself.
        | url | **required** | the public origin of the gateway's own pages, as browsers see it.
        | listen | `0.0.0.0:8080` | where requests are accepted.
        | tls | no TLS | the certificates with which `listen` speaks TLS, see [tls.md](tls.md).
        | hsts | `180d` | with `tls`: how long browsers use only https for a host that they have
          used.
        | redirect-http | nowhere | with `tls`: the address where requests without TLS are redirected
          to https.
        | management | `127.0.0.1:9090` | where health and metrics are served; keep it away from the
          public.
        | trusted-proxies | none | the peers whose `X-Forwarded-*` headers are trusted.
        | outgoing-proxy | none | the HTTP proxy through which the gateway calls other servers.
        | session | its defaults | how long a session lasts.
        | login-starts | `300/1m` | how many logins one client may start in a time, by its IP address
          or its IPv6 network of 64 bits. Clients on the gateway's own machine and trusted proxies
          themselves are not limited.
        | websockets | its defaults | how many WebSockets may be open at the same time.
        | store | `memory` | where sessions and logins in progress are stored: `memory` loses them
          when the gateway stops, and serves one node.
        | limits | its defaults | limits for clients, see [operations.md](operations.md).
        | protection | its defaults | limits for wrong passwords and codes.
        | keys | one that the gateway makes, kept in `data` | the secrets with which the gateway
          encrypts the secrets of factors before they are written into the directory, and the tokens
          of identity providers that it stores with sessions, each of at least 32 characters. The first encrypts, all decrypt: to replace a key, put the new one in
          front. All nodes need the same keys.
        | data | nothing is stored | the folder for data that must survive a restart, such as events
          that no webhook has accepted yet; relative to the folder of the configuration.
        | audit | no audit log | the audit log of provisioning, see [operations.md](operations.md).
        | access-log | no access log | a line for every request, see [operations.md](operations.md).
        """)
public record GatewaySettings(
        URI url,
        ListenAddress listen,
        List<Certificate> tls,
        Duration hsts,
        @Nullable ListenAddress redirectHttp,
        ListenAddress management,
        List<CidrBlock> trustedProxies,
        @Nullable OutgoingProxy outgoingProxy,
        SessionLimits session,
        Rate loginStarts,
        WebSocketLimits websockets,
        String store,
        Limits limits,
        Protection protection,
        List<Secret> keys,
        @Nullable Path data,
        @Nullable Audit audit,
        @Nullable AccessLogSettings accessLog) {
    private static final ItemList<Secret> KEYS =
            new ItemList<>(
                    "a list of ${env:NAME} or ${file:PATH}",
                    "a list of references to secrets",
                    new SecretType());

    private static final ItemList<Certificate> CERTIFICATES =
            new ItemList<>(
                    "a list of certificates",
                    "a list, each with certificate and key",
                    Section.of(Certificate.class));

    public GatewaySettings {
        tls = List.copyOf(tls);
        trustedProxies = List.copyOf(trustedProxies);
        keys = List.copyOf(keys);
    }

    /** The section {@code gateway}. */
    public static Section<GatewaySettings> section() {
        return Section.of(
                GatewaySettings.class,
                Map.of(
                        "url", UrlTypes.ORIGIN,
                        "login-starts", Rate.TYPE,
                        "store", Types.choice(Map.of("memory", "memory")),
                        "connections", Types.LARGE_COUNT,
                        "connections-per-address", Types.LARGE_COUNT,
                        "keys", KEYS,
                        "outgoing-proxy", OutgoingProxy.SECTION,
                        "tls", CERTIFICATES));
    }

    /**
     * A certificate of the public server.
     *
     * @param certificate the certificate and those of its issuers, in PEM
     * @param key its private key, in PEM
     */
    @KeyTable(
            """
            One certificate. A client gets the one with the name that it asks for, or else the first.
            Changed files are used without a restart.
            | certificate | **required** | the file with the certificate and those of its issuers, in
              PEM, relative to the folder of the configuration.
            | key | **required** | the file with its private key, in PEM (PKCS #8), not encrypted.
            """)
    public record Certificate(Path certificate, Path key) {}

    /**
     * The audit log of provisioning.
     *
     * @param size bytes after which a new file is begun
     * @param keep how many full files are kept
     */
    @KeyTable(
            """
            The audit log: one line for each command that may change the directory.
            | file | **required** | the file of JSON lines, relative to the folder of the
              configuration; each gateway needs its own file.
            | size | `64MB` | the size at which a new file is started.
            | keep | `10` | how many full files are kept.
            """)
    public record Audit(Path file, long size, int keep) {}

    /**
     * So much in a time.
     *
     * @param most above zero
     */
    public record Rate(int most, Duration period) {
        private static final Pattern RATED =
                Pattern.compile("([1-9][0-9]{0,5})/([0-9]{1,6}[smhd])");
        private static final ScalarType<Rate> TYPE =
                new ScalarType<>(
                        "a number, a slash and a time span, for example 300/1m",
                        new Rate(1, Duration.ofMinutes(1)),
                        Rate::parse);

        private static Rate parse(String text) throws InvalidValue {
            Matcher rate = RATED.matcher(text);
            unless(rate.matches(), "which is no such rate", "Write 300/1m, for example.");
            return new Rate(
                    Integer.parseInt(rate.group(1)), Types.DURATION.parser().parse(rate.group(2)));
        }
    }

    /**
     * How many wrong passwords and codes are taken.
     *
     * @param attempts for one account and kind, until it is locked
     * @param lock how long it is locked then, and how long wrong answers are remembered
     * @param perAddress from one client address, over all accounts
     */
    @KeyTable(
            """
            Limits for wrong passwords and codes, counted apart.
            | attempts | `5` | the number of wrong answers for one account and kind of factor after
              which it is locked.
            | lock | `15m` | how long it is locked, and how long a wrong answer is remembered.
            | attempts-per-address | `50` | the number of wrong answers from one client address in
              that time, over all accounts. Clients on the gateway's own machine are not limited by
              address.
            """)
    public record Protection(
            int attempts, Duration lock, @Named("attempts-per-address") int perAddress) {}

    /**
     * How many connections clients may have open.
     *
     * @param connections of all clients; 0 for as many as fit into the process
     * @param perAddress of one client address; 0 for a quarter of all
     */
    @KeyTable(
            """
            Limits for clients.
            | connections | as many as fit into the heap and the file descriptors | how many
              connections all clients together may have open.
            | connections-per-address | a quarter of all | how many of them one client address may
              have open; trusted proxies and this machine itself are not limited.
            """)
    public record Limits(int connections, @Named("connections-per-address") int perAddress) {}

    /**
     * WebSockets that are open at once.
     *
     * @param perSession the most of one session, above zero
     * @param perAddress the most of one client address, above zero
     */
    @KeyTable(
            """
            How many WebSockets may be open at the same time. The memory of the process limits all of
            them together; see [apps.md](apps.md).
            | per-session | `256` | the limit for one session, over all applications.
            | per-address | `1024` | the limit for one client address. Clients on the gateway's own
              machine are limited by session only.
            """)
    public record WebSocketLimits(int perSession, int perAddress) {}

    /** How long a session lives: without a request, and at most. */
    @KeyTable(
            """
            How long a session lasts.
            | idle | `30m` | how long a session lasts without a request; the last tenth is not
              promised.
            | lifetime | `12h` | how long a session lasts at most.
            """)
    public record SessionLimits(Duration idle, Duration lifetime) {}
}
