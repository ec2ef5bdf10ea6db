package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.ListenAddress;
import dev.vestibule.flow.model.Secret;

import java.util.List;

/** The keys of {@code directory}. */
final class DirectoryKeys {
    static final Key<YamlNode> URL =
            Key.required(
                    "url",
                    new NodeType(Addresses.LDAP.words() + "; a list of these; or embedded"),
                    "the directory server, or several with the same content, the preferred one"
                            + " first; or `embedded` for a directory inside the gateway's"
                            + " process that is also served over LDAP.");
    static final Key<YamlNode> EMBEDDED =
            Key.optional(
                    "embedded",
                    new NodeType("keys"),
                    "its defaults",
                    "settings of the embedded directory; with `url: embedded` only.");
    static final Key<YamlNode> BIND =
            Key.optional(
                    "bind",
                    new NodeType("keys"),
                    "required unless embedded",
                    "the account that the gateway uses at the directory server.");
    static final Key<String> BASE =
            Key.required("base", Names.DN, "the entry that everything lies under.");
    static final Key<String> PEOPLE =
            Key.preset("people", Names.DN, "ou=people", "where people lie, relative to `base`.");
    static final Key<String> GROUPS =
            Key.preset("groups", Names.DN, "ou=groups", "where groups lie, relative to `base`.");

    static final Section SECTION =
            new Section(
                    "directory",
                    "The directory that people are written into.",
                    List.of(URL, EMBEDDED, BIND, BASE, PEOPLE, GROUPS));

    static final Key<ListenAddress> LISTEN =
            Key.preset("listen", Types.LISTEN, "127.0.0.1:1389", "where LDAP is served.");
    static final Key<String> DATA =
            Key.optional(
                    "data",
                    Types.TEXT,
                    "in memory only",
                    "the folder that keeps the entries over a restart, relative to the folder of"
                            + " the configuration.");

    static final Section EMBEDDED_SECTION =
            new Section("directory.embedded", "The embedded directory.", List.of(LISTEN, DATA));

    static final Key<String> DN = Key.required("dn", Names.DN, "the name to bind with.");
    static final Key<Secret> PASSWORD = Key.required("password", new SecretType(), "its password.");

    static final Section BIND_SECTION =
            new Section(
                    "directory.bind",
                    "The gateway's account at the directory server.",
                    List.of(DN, PASSWORD));

    private DirectoryKeys() {}
}
