package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.ListenAddress;
import dev.vestibule.flow.model.Secret;
import dev.vestibule.provisioning.api.DirectoryType;

import java.util.List;
import java.util.Map;

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
            Key.required("base", Names.DN, "the entry above all accounts and groups.");
    static final Key<String> PEOPLE =
            Key.preset(
                    "people",
                    Names.DN,
                    "ou=people",
                    "the container of the accounts, relative to `base`.");
    static final Key<String> GROUPS =
            Key.preset(
                    "groups",
                    Names.DN,
                    "ou=groups",
                    "the container of the groups, relative to `base`.");

    static final Key<DirectoryType> TYPE =
            Key.optional(
                    "type",
                    Types.choice(types()),
                    "openldap; embedded with url: embedded",
                    "the kind of directory server. It determines object classes, names of entries,"
                            + " how an account is locked and how a password is written.");
    static final Key<Boolean> OWN_SCHEMA =
            Key.preset(
                    "schema",
                    Types.choice(Map.of("vestibule", true, "none", false)),
                    "vestibule",
                    "whether the directory has Vestibule's schema. With `none`, existing attributes"
                            + " store the gateway's records; `active-directory` needs `none`.");
    static final Key<YamlNode> ATTRIBUTES =
            Key.optional(
                    "attributes",
                    new NodeType("keys"),
                    "required with schema: none",
                    "the attributes that store the gateway's records; with `schema: none` only.");
    static final Key<String> CA =
            Key.optional(
                    "ca",
                    Types.TEXT,
                    "the authorities that Java trusts",
                    "a PEM file with the certificates of the authorities that an ldaps:// server"
                            + " may use, relative to the folder of the configuration.");
    static final Key<Boolean> NESTED_GROUPS =
            Key.preset(
                    "nested-groups",
                    Types.TRUTH,
                    "false",
                    "whether an account is also a member of the groups that its groups are members"
                            + " of. This needs a search for each level of groups at every login.");

    static final Section SECTION =
            new Section(
                    "directory",
                    "The directory that accounts are written into.",
                    List.of(
                            URL,
                            EMBEDDED,
                            BIND,
                            BASE,
                            PEOPLE,
                            GROUPS,
                            TYPE,
                            OWN_SCHEMA,
                            ATTRIBUTES,
                            CA,
                            NESTED_GROUPS));

    static final Key<String> LINK =
            Key.required(
                    "link",
                    Names.ATTRIBUTE_NAME,
                    "the identities of the account. With an attribute of a single value, an account"
                            + " has one identity.");
    static final Key<String> PROVENANCE =
            Key.required(
                    "provenance",
                    Names.ATTRIBUTE_NAME,
                    "the origin of the account and its last use; several values.");
    static final Key<String> GRANTS =
            Key.required(
                    "grants",
                    Names.ATTRIBUTE_NAME,
                    "the memberships that were granted; several values.");
    static final Key<String> STATE =
            Key.required(
                    "state",
                    Names.ATTRIBUTE_NAME,
                    "the fingerprints of what was last written; several values.");

    static final Section ATTRIBUTES_SECTION =
            new Section(
                    "directory.attributes",
                    "Attributes of the directory's own schema that store the gateway's records. The"
                            + " last three may be the same attribute.",
                    List.of(LINK, PROVENANCE, GRANTS, STATE));

    static final Key<ListenAddress> LISTEN =
            Key.preset("listen", Types.LISTEN, "127.0.0.1:1389", "where LDAP is served.");
    static final Key<String> DATA =
            Key.optional(
                    "data",
                    Types.TEXT,
                    "in memory only",
                    "the folder that stores the entries, relative to the folder of the"
                            + " configuration.");

    static final Key<Boolean> ALLOW_PLAIN =
            Key.preset(
                    "allow-plain",
                    Types.TRUTH,
                    "false",
                    "whether `listen` may be another address than a loopback address. LDAP is served"
                            + " without TLS: passwords and personal data cross that network in clear"
                            + " text.");
    static final Key<YamlNode> READER =
            Key.optional(
                    "reader",
                    new NodeType("keys"),
                    "only the gateway reads accounts of others",
                    "the account with which other programs read accounts and groups. It can read"
                            + " everything except secrets and can change nothing.");

    static final Section EMBEDDED_SECTION =
            new Section(
                    "directory.embedded",
                    "The embedded directory. Reading needs a bind.",
                    List.of(LISTEN, ALLOW_PLAIN, DATA, READER));

    static final Key<String> DN = Key.required("dn", Names.DN, "the name to bind with.");
    static final Key<Secret> PASSWORD = Key.required("password", new SecretType(), "its password.");

    static final Section BIND_SECTION =
            new Section(
                    "directory.bind",
                    "The gateway's account at the directory server.",
                    List.of(DN, PASSWORD));

    static final Section READER_SECTION =
            new Section(
                    "directory.embedded.reader",
                    "The account that reads the embedded directory.",
                    List.of(DN, PASSWORD));

    private DirectoryKeys() {}

    private static Map<String, DirectoryType> types() {
        return Map.of(
                "openldap",
                DirectoryType.OPENLDAP,
                "389ds",
                DirectoryType.DS_389,
                "active-directory",
                DirectoryType.ACTIVE_DIRECTORY,
                "embedded",
                DirectoryType.EMBEDDED);
    }
}
