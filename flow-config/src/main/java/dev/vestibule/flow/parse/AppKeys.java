package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.App.HeaderPreset;

import java.net.URI;
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
            Key.required("upstream", Addresses.UPSTREAM, "where the application listens.");
    static final Key<String> FLOW =
            Key.required("flow", Types.ID_TEXT, "the flow that people sign in through.");
    static final Key<YamlNode> ACCESS =
            Key.optional(
                    "access",
                    new NodeType("a list of rules"),
                    "nobody may pass",
                    "who may pass: the first rule that matches decides.");
    static final Key<YamlNode> IDENTITY =
            Key.optional(
                    "identity",
                    new NodeType("keys"),
                    "its defaults",
                    "how the application learns who somebody is.");

    static final Section SECTION =
            new Section(
                    "apps.ID",
                    "One application behind the gateway.",
                    List.of(MATCH, UPSTREAM, FLOW, ACCESS, IDENTITY));

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

    static final Key<YamlNode> PUBLIC = rule("public", "lets everybody pass, signed in or not.");
    static final Key<YamlNode> ALLOW =
            rule("allow", "lets people pass who are signed in through the app's flow.");
    static final Key<YamlNode> DENY = rule("deny", "refuses.");

    static final Section ACCESS_SECTION =
            new Section(
                    "apps.ID.access[]",
                    "One rule: exactly one of these keys. A rule that fails lets nobody pass: a"
                            + " failing `public` does not match, a failing `allow` or `deny`"
                            + " refuses.",
                    List.of(PUBLIC, ALLOW, DENY));

    static final Key<List<HeaderPreset>> HEADERS =
            Key.preset(
                    "headers",
                    Types.listOf(Types.choice(HeaderPreset.values())),
                    "x-forwarded",
                    "the families of identity headers that the application receives; `[]` for"
                            + " none.");
    static final Key<Boolean> ASSERTION =
            Key.preset(
                    "assertion",
                    Types.TRUTH,
                    "false",
                    "whether it also receives a signed `X-Vestibule-Assertion`.");

    static final Section IDENTITY_SECTION =
            new Section(
                    "apps.ID.identity",
                    "How the application learns who somebody is.",
                    List.of(HEADERS, ASSERTION));

    private AppKeys() {}

    private static Key<YamlNode> rule(String name, String meaning) {
        return Key.optional(name, new NodeType("an expression: true or false"), "", meaning);
    }
}
