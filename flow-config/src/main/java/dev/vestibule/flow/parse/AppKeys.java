package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.App.HeaderPreset;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The keys of one app. */
final class AppKeys {
    static final Key<YamlNode> MATCH =
            Key.optional(
                    "match",
                    new NodeType("keys"),
                    "everything on the gateway's own host",
                    "the requests that belong to the app; the longest path wins.");
    static final Key<URI> UPSTREAM =
            Key.required(
                    "upstream",
                    Addresses.UPSTREAM,
                    "the address at which the gateway reaches the application.");
    static final Key<String> FLOW =
            Key.required("flow", Types.ID_TEXT, "the flow that users sign in through.");
    static final Key<YamlNode> ACCESS =
            Key.optional(
                    "access",
                    new NodeType("a list of rules"),
                    "every request is refused",
                    "the access rules: the first rule that matches decides.");
    static final Key<YamlNode> IDENTITY =
            Key.optional(
                    "identity",
                    new NodeType("keys"),
                    "its defaults",
                    "how the application gets the identity of the user.");

    static final Key<YamlNode> TIMEOUT =
            Key.optional(
                    "timeout",
                    new NodeType("keys"),
                    "its defaults",
                    "how long the gateway waits for the application and for its clients.");

    static final Section SECTION =
            new Section(
                    "apps.ID",
                    "One application behind the gateway.",
                    List.of(MATCH, UPSTREAM, FLOW, ACCESS, IDENTITY, TIMEOUT));

    static final Key<Duration> RESPONSE =
            Key.preset(
                    "response",
                    Types.DURATION,
                    "30s",
                    "how long the application may need to start its answer, after it has received"
                            + " the whole request.");
    static final Key<Duration> IDLE =
            Key.preset(
                    "idle",
                    Types.DURATION,
                    "5m",
                    "how long a request, an open stream or a WebSocket may stay without a byte in"
                            + " either direction.");
    static final Key<Duration> UPLOAD =
            Key.preset(
                    "upload",
                    Types.DURATION,
                    "30s",
                    "how long a request body may arrive more slowly than 240 bytes a second.");

    static final Section TIMEOUT_SECTION =
            new Section(
                    "apps.ID.timeout",
                    "How long the gateway waits for the application and for its clients.",
                    List.of(RESPONSE, IDLE, UPLOAD));

    static final Key<String> HOST =
            Key.optional("host", Addresses.HOST_NAME, "the host of gateway.url", "the host name.");
    static final Key<String> PATH =
            Key.preset(
                    "path",
                    Addresses.PATH_PREFIX,
                    "/",
                    "the path and everything below it, in whole segments.");

    static final Section MATCH_SECTION =
            new Section(
                    "apps.ID.match", "The requests that belong to the app.", List.of(HOST, PATH));

    static final Key<YamlNode> PUBLIC =
            rule("public", "admits every request, with or without a session.");
    static final Key<YamlNode> ALLOW =
            rule("allow", "admits users who have signed in through the app's flow.");
    static final Key<YamlNode> DENY = rule("deny", "refuses.");

    static final Section ACCESS_SECTION =
            new Section(
                    "apps.ID.access[]",
                    "One rule: exactly one of these keys. A rule that fails admits no request: a"
                            + " failing `public` does not match, a failing `allow` or `deny` refuses.",
                    List.of(PUBLIC, ALLOW, DENY));

    static final Key<List<HeaderPreset>> HEADERS =
            Key.preset(
                    "headers",
                    Types.listOf(Types.choice(HeaderPreset.values())),
                    "x-forwarded",
                    "the presets of identity headers that the application receives; `[]` for none.");
    static final Key<Boolean> ASSERTION =
            Key.preset(
                    "assertion",
                    Types.TRUTH,
                    "false",
                    "whether it also receives a signed `X-Vestibule-Assertion`.");

    static final Section IDENTITY_SECTION =
            new Section(
                    "apps.ID.identity",
                    "How the application gets the identity of the user.",
                    List.of(HEADERS, ASSERTION));

    private AppKeys() {}

    private static Key<YamlNode> rule(String name, String meaning) {
        return Key.optional(name, new NodeType("an expression: true or false"), "", meaning);
    }
}
