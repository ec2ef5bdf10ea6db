package dev.vestibule.flow.parse;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.model.GatewaySettings.Rate;
import dev.vestibule.flow.model.ListenAddress;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keys of {@code gateway}. */
final class GatewayKeys {
    static final Key<URI> URL =
            Key.required(
                    "url",
                    Addresses.ORIGIN,
                    "the public origin of the gateway's own pages, as browsers see it.");
    static final Key<ListenAddress> LISTEN =
            Key.preset("listen", Types.LISTEN, "0.0.0.0:8080", "where requests are accepted.");
    static final Key<ListenAddress> MANAGEMENT =
            Key.preset(
                    "management",
                    Types.LISTEN,
                    "127.0.0.1:9090",
                    "where health and metrics are served; keep it away from the public.");
    static final Key<List<CidrBlock>> TRUSTED_PROXIES =
            Key.optional(
                    "trusted-proxies",
                    Types.listOf(Types.CIDR),
                    "nobody",
                    "the peers whose `X-Forwarded-*` headers are trusted.");
    static final Key<YamlNode> SESSION =
            Key.optional(
                    "session", new NodeType("keys"), "its defaults", "how long a session lasts.");
    static final Key<Rate> LOGIN_STARTS =
            Key.preset(
                    "login-starts",
                    Types.RATE,
                    "300/1m",
                    "how many logins one client may start in a time, by its IP address or its IPv6"
                            + " network of 64 bits. Clients on the gateway's own machine and trusted proxies"
                            + " themselves are not limited.");
    static final Key<YamlNode> WEBSOCKETS =
            Key.optional(
                    "websockets",
                    new NodeType("keys"),
                    "its defaults",
                    "how many WebSockets may be open at the same time.");
    static final Key<String> STORE =
            Key.preset(
                    "store",
                    Types.choice(Map.of("memory", "memory")),
                    "memory",
                    "where sessions and logins in progress are stored: `memory` loses them when the"
                            + " gateway stops, and serves one node.");

    static final Key<String> DATA =
            Key.optional(
                    "data",
                    Types.TEXT,
                    "nothing is stored",
                    "the folder for data that must survive a restart, such as events that no"
                            + " webhook has accepted yet; relative to the folder of the configuration.");
    static final Key<YamlNode> AUDIT =
            Key.optional(
                    "audit",
                    new NodeType("keys"),
                    "no audit log",
                    "the audit log of provisioning, see [operations.md](operations.md).");

    static final Key<YamlNode> LIMITS =
            Key.optional(
                    "limits",
                    new NodeType("keys"),
                    "its defaults",
                    "limits for clients, see [operations.md](operations.md).");

    static final Section SECTION =
            new Section(
                    "gateway",
                    "The gateway itself.",
                    List.of(
                            URL,
                            LISTEN,
                            MANAGEMENT,
                            TRUSTED_PROXIES,
                            SESSION,
                            LOGIN_STARTS,
                            WEBSOCKETS,
                            STORE,
                            LIMITS,
                            DATA,
                            AUDIT));

    static final Key<String> FILE =
            Key.required(
                    "file",
                    Types.TEXT,
                    "the file of JSON lines, relative to the folder of the configuration; each"
                            + " gateway needs its own file.");
    static final Key<Long> SIZE =
            Key.preset("size", Types.SIZE, "64MB", "the size at which a new file is started.");
    static final Key<Integer> KEEP =
            Key.preset("keep", Types.COUNT, "10", "how many full files are kept.");

    static final Section AUDIT_SECTION =
            new Section(
                    "gateway.audit",
                    "The audit log: one line for each command that may change the directory.",
                    List.of(FILE, SIZE, KEEP));

    static final Key<Integer> CONNECTIONS =
            Key.optional(
                    "connections",
                    Types.LARGE_COUNT,
                    "as many as fit into the heap and the file descriptors",
                    "how many connections all clients together may have open.");
    static final Key<Integer> CONNECTIONS_PER_ADDRESS =
            Key.optional(
                    "connections-per-address",
                    Types.LARGE_COUNT,
                    "a quarter of all",
                    "how many of them one client address may have open; trusted proxies and this"
                            + " machine itself are not limited.");

    static final Section LIMITS_SECTION =
            new Section(
                    "gateway.limits",
                    "Limits for clients.",
                    List.of(CONNECTIONS, CONNECTIONS_PER_ADDRESS));

    static final Key<Duration> IDLE =
            Key.preset(
                    "idle", Types.DURATION, "30m", "how long a session lasts without a request.");
    static final Key<Duration> LIFETIME =
            Key.preset("lifetime", Types.DURATION, "12h", "how long a session lasts at most.");

    static final Section SESSION_SECTION =
            new Section("gateway.session", "How long a session lasts.", List.of(IDLE, LIFETIME));

    static final Key<Integer> PER_SESSION =
            Key.preset(
                    "per-session",
                    Types.COUNT,
                    "256",
                    "the limit for one session, over all applications.");
    static final Key<Integer> PER_ADDRESS =
            Key.preset(
                    "per-address",
                    Types.COUNT,
                    "1024",
                    "the limit for one client address. Clients on the gateway's own machine are"
                            + " limited by session only.");

    static final Section WEBSOCKETS_SECTION =
            new Section(
                    "gateway.websockets",
                    "How many WebSockets may be open at the same time. The memory of the process"
                            + " limits all of them together; see [apps.md](apps.md).",
                    List.of(PER_SESSION, PER_ADDRESS));

    private GatewayKeys() {}
}
