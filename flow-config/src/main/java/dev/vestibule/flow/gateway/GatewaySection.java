package dev.vestibule.flow.gateway;

import static dev.vestibule.flow.schema.InvalidValue.unless;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.gateway.GatewaySettings.Audit;
import dev.vestibule.flow.gateway.GatewaySettings.Limits;
import dev.vestibule.flow.gateway.GatewaySettings.Protection;
import dev.vestibule.flow.gateway.GatewaySettings.Rate;
import dev.vestibule.flow.gateway.GatewaySettings.SessionLimits;
import dev.vestibule.flow.gateway.GatewaySettings.WebSocketLimits;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.InvalidValue;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.PathType;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.SecretType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of {@code gateway}. */
public final class GatewaySection {
    private static final Pattern RATED = Pattern.compile("([1-9][0-9]{0,5})/([0-9]{1,6}[smhd])");
    private static final ScalarType<Rate> RATE =
            new ScalarType<>(
                    "a number, a slash and a time span, for example 300/1m",
                    new Rate(1, Duration.ofMinutes(1)),
                    GatewaySection::rate);

    private final Keys keys = new Keys("The gateway itself.");
    private final Key<URI> url =
            keys.required("url", UrlTypes.ORIGIN)
                    .means("the public origin of the gateway's own pages, as browsers see it.");
    private final Key<ListenAddress> listen =
            keys.preset("listen", Types.LISTEN, "0.0.0.0:8080")
                    .means("where requests are accepted.");
    private final Key<ListenAddress> management =
            keys.preset("management", Types.LISTEN, "127.0.0.1:9090")
                    .means("where health and metrics are served; keep it away from the public.");
    private final Key<List<CidrBlock>> trustedProxies =
            keys.optional("trusted-proxies", Types.listOf(Types.CIDR), "none")
                    .means("the peers whose `X-Forwarded-*` headers are trusted.");
    private final Key<SessionLimits> session =
            keys.section("session", session()).means("how long a session lasts.");
    private final Key<Rate> loginStarts =
            keys.preset("login-starts", RATE, "300/1m")
                    .means(
                            "how many logins one client may start in a time, by its IP address or"
                                    + " its IPv6 network of 64 bits. Clients on the gateway's own"
                                    + " machine and trusted proxies themselves are not limited.");
    private final Key<WebSocketLimits> webSockets =
            keys.section("websockets", webSockets())
                    .means("how many WebSockets may be open at the same time.");
    private final Key<String> store =
            keys.preset("store", Types.choice(Map.of("memory", "memory")), "memory")
                    .means(
                            "where sessions and logins in progress are stored: `memory` loses them"
                                    + " when the gateway stops, and serves one node.");
    private final Key<Limits> limits =
            keys.section("limits", limits())
                    .means("limits for clients, see [operations.md](operations.md).");
    private final Key<Protection> protection =
            keys.section("protection", protection()).means("limits for wrong passwords and codes.");
    private final Key<List<Secret>> encryption =
            keys.optional(
                            "keys",
                            new ItemList<>(
                                    "a list of ${env:NAME} or ${file:PATH}",
                                    "a list of references to secrets",
                                    new SecretType()),
                            "one that the gateway makes, kept in `data`")
                    .means(
                            "the secrets with which the gateway encrypts the secrets of factors"
                                    + " before they are written into the directory, each of at"
                                    + " least 32 characters. The first encrypts, all decrypt: to"
                                    + " replace a key, put the new one in front. All nodes need the"
                                    + " same keys.");
    private final Key<Path> data =
            keys.optional("data", new PathType(), "nothing is stored")
                    .means(
                            "the folder for data that must survive a restart, such as events that"
                                    + " no webhook has accepted yet; relative to the folder of the"
                                    + " configuration.");
    private final Key<Audit> audit =
            keys.optional("audit", audit(), "no audit log")
                    .means("the audit log of provisioning, see [operations.md](operations.md).");

    /** The section. */
    public Section<GatewaySettings> section() {
        return keys.reads(this::read);
    }

    private GatewaySettings read(Fields fields) {
        fields.get(store);
        return new GatewaySettings(
                fields.get(url),
                fields.get(listen),
                fields.get(management),
                fields.get(trustedProxies),
                fields.get(session),
                fields.get(loginStarts),
                fields.get(webSockets),
                fields.get(limits),
                fields.get(protection),
                fields.get(encryption),
                fields.find(data).orElse(null),
                fields.find(audit).orElse(null));
    }

    private static Section<SessionLimits> session() {
        Keys keys = new Keys("How long a session lasts.");
        Key<Duration> idle =
                keys.preset("idle", Types.DURATION, "30m")
                        .means(
                                "how long a session lasts without a request; the last tenth is not promised.");
        Key<Duration> lifetime =
                keys.preset("lifetime", Types.DURATION, "12h")
                        .means("how long a session lasts at most.");
        return keys.reads(fields -> new SessionLimits(fields.get(idle), fields.get(lifetime)));
    }

    private static Section<WebSocketLimits> webSockets() {
        Keys keys =
                new Keys(
                        "How many WebSockets may be open at the same time. The memory of the"
                                + " process limits all of them together; see [apps.md](apps.md).");
        Key<Integer> perSession =
                keys.preset("per-session", Types.COUNT, "256")
                        .means("the limit for one session, over all applications.");
        Key<Integer> perAddress =
                keys.preset("per-address", Types.COUNT, "1024")
                        .means(
                                "the limit for one client address. Clients on the gateway's own"
                                        + " machine are limited by session only.");
        return keys.reads(
                fields -> new WebSocketLimits(fields.get(perSession), fields.get(perAddress)));
    }

    private static Section<Protection> protection() {
        Keys keys = new Keys("Limits for wrong passwords and codes, counted apart.");
        Key<Integer> attempts =
                keys.preset("attempts", Types.COUNT, "5")
                        .means(
                                "the number of wrong answers for one account and kind of factor"
                                        + " after which it is locked.");
        Key<Duration> lock =
                keys.preset("lock", Types.DURATION, "15m")
                        .means("how long it is locked, and how long a wrong answer is remembered.");
        Key<Integer> perAddress =
                keys.preset("attempts-per-address", Types.COUNT, "50")
                        .means(
                                "the number of wrong answers from one client address in that time,"
                                        + " over all accounts. Clients on the gateway's own machine"
                                        + " are not limited by address.");
        return keys.reads(fields ->
                new Protection(fields.get(attempts), fields.get(lock), fields.get(perAddress)));
    }

    private static Section<Limits> limits() {
        Keys keys = new Keys("Limits for clients.");
        Key<Integer> connections =
                keys.optional(
                                "connections",
                                Types.LARGE_COUNT,
                                "as many as fit into the heap and the file descriptors")
                        .means("how many connections all clients together may have open.");
        Key<Integer> perAddress =
                keys.optional("connections-per-address", Types.LARGE_COUNT, "a quarter of all")
                        .means(
                                "how many of them one client address may have open; trusted proxies"
                                        + " and this machine itself are not limited.");
        return keys.reads(fields ->
                new Limits(fields.find(connections).orElse(0), fields.find(perAddress).orElse(0)));
    }

    private static Section<Audit> audit() {
        Keys keys =
                new Keys("The audit log: one line for each command that may change the directory.");
        Key<Path> file =
                keys.required("file", new PathType())
                        .means(
                                "the file of JSON lines, relative to the folder of the"
                                        + " configuration; each gateway needs its own file.");
        Key<Long> size =
                keys.preset("size", Types.SIZE, "64MB")
                        .means("the size at which a new file is started.");
        Key<Integer> keep =
                keys.preset("keep", Types.COUNT, "10").means("how many full files are kept.");
        return keys.reads(
                fields -> new Audit(fields.get(file), fields.get(size), fields.get(keep)));
    }

    private static Rate rate(String text) throws InvalidValue {
        Matcher rate = RATED.matcher(text);
        unless(rate.matches(), "which is no such rate", "Write 300/1m, for example.");
        return new Rate(
                Integer.parseInt(rate.group(1)), Types.DURATION.parser().parse(rate.group(2)));
    }
}
