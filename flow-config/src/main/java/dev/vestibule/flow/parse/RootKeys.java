package dev.vestibule.flow.parse;

import java.util.List;

/** The top level. */
final class RootKeys {
    static final Key<YamlNode> GATEWAY =
            Key.required(
                    "gateway", new NodeType("keys with values"), "the gateway's own settings.");
    static final Key<YamlNode> DIRECTORY =
            Key.optional(
                    "directory",
                    new NodeType("keys with values"),
                    "no directory",
                    "the directory that accounts are written into; required if a connection"
                            + " provisions.");
    static final Key<YamlNode> CONNECTIONS =
            Key.required(
                    "connections",
                    new NodeType("ids, each with its keys"),
                    "the identity providers, each under an id.");
    static final Key<YamlNode> FLOWS =
            Key.required(
                    "flows",
                    new NodeType("ids, each with its keys"),
                    "the logins, each under an id.");
    static final Key<YamlNode> APPS =
            Key.required(
                    "apps",
                    new NodeType("ids, each with its keys"),
                    "the applications behind the gateway, each under an id.");

    static final Key<YamlNode> WEBHOOKS =
            Key.optional(
                    "webhooks",
                    new NodeType("ids, each with its keys"),
                    "none",
                    "the receivers of events about accounts, each under an id; needs"
                            + " `gateway.data`.");

    static final Key<YamlNode> USERNAMES =
            Key.optional(
                    "usernames",
                    new NodeType("keys with values"),
                    "its defaults",
                    "which usernames new accounts get.");

    static final Section SECTION =
            new Section(
                    "",
                    "All `*.yaml` and `*.yml` files of the folder are read as one: the same"
                            + " top-level key in two files is merged, the same key below it is an"
                            + " error.",
                    List.of(GATEWAY, DIRECTORY, CONNECTIONS, FLOWS, APPS, WEBHOOKS, USERNAMES));

    private RootKeys() {}
}
