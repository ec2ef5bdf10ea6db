package dev.vestibule.flow.directory;

import dev.vestibule.flow.directory.DirectorySettings.Bind;
import dev.vestibule.flow.directory.DirectorySettings.Embedded;
import dev.vestibule.flow.directory.DirectorySettings.Remote;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.PathType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlNode.Sequence;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The keys of {@code directory}. */
public final class DirectorySection {
    private final Keys keys = new Keys("The directory that accounts are written into.");
    private final Key<List<URI>> url =
            keys.required("url", new Servers())
                    .means(
                            "the directory server, or several with the same content, the preferred"
                                    + " one first; or `embedded` for a directory inside the"
                                    + " gateway's process that is also served over LDAP.");
    private final Key<Embedded> embedded =
            keys.section("embedded", EmbeddedSection.section())
                    .means("settings of the embedded directory; with `url: embedded` only.");
    private final Key<Bind> bind =
            keys.optional(
                            "bind",
                            EmbeddedSection.bind("The gateway's account at the directory server."),
                            "required unless embedded")
                    .means("the account that the gateway uses at the directory server.");
    private final Key<String> base =
            keys.required("base", LdapTypes.DN).means("the entry above all accounts and groups.");
    private final Key<String> people =
            keys.preset("people", LdapTypes.DN, "ou=people")
                    .means("the container of the accounts, relative to `base`.");
    private final Key<String> groups =
            keys.preset("groups", LdapTypes.DN, "ou=groups")
                    .means("the container of the groups, relative to `base`.");
    private final Key<DirectoryType> type =
            keys.optional(
                            "type",
                            Types.choice(
                                    Map.of(
                                            "openldap", DirectoryType.OPENLDAP,
                                            "389ds", DirectoryType.DS_389,
                                            "active-directory", DirectoryType.ACTIVE_DIRECTORY,
                                            "embedded", DirectoryType.EMBEDDED)),
                            "openldap; embedded with url: embedded")
                    .means(
                            "the kind of directory server. It determines object classes, names of"
                                    + " entries, how an account is locked and how a password is"
                                    + " written.");
    private final Key<Boolean> ownSchema =
            keys.preset(
                            "schema",
                            Types.choice(Map.of("vestibule", true, "none", false)),
                            "vestibule")
                    .means(
                            "whether the directory has Vestibule's schema. With `none`, existing"
                                    + " attributes store the gateway's records; `active-directory`"
                                    + " needs `none`.");
    private final Key<MetadataMapping> attributes =
            keys.optional("attributes", attributes(), "required with schema: none")
                    .means(
                            "the attributes that store the gateway's records; with `schema: none`"
                                    + " only.");
    private final Key<Path> ca =
            keys.optional("ca", new PathType(), "the authorities that Java trusts")
                    .means(
                            "a PEM file with the certificates of the authorities that an ldaps://"
                                    + " server may use, relative to the folder of the"
                                    + " configuration.");
    private final Key<Boolean> nestedGroups =
            keys.preset("nested-groups", Types.TRUTH, "false")
                    .means(
                            "whether an account is also a member of the groups that its groups are"
                                    + " members of. This needs a search for each level of groups at"
                                    + " every login.");

    /** The section. */
    public Section<DirectorySettings> section() {
        return keys.reads(this::read);
    }

    private DirectorySettings read(Fields fields) {
        List<URI> servers = fields.get(url);
        boolean inProcess = servers.isEmpty();
        return new DirectorySettings(
                inProcess ? fields.get(embedded) : remote(fields, servers),
                fields.find(bind).orElse(null),
                fields.get(base),
                fields.get(people),
                fields.get(groups),
                fields.find(type)
                        .orElse(inProcess ? DirectoryType.EMBEDDED : DirectoryType.OPENLDAP),
                schema(fields),
                fields.find(ca).orElse(null),
                fields.get(nestedGroups));
    }

    private Remote remote(Fields fields, List<URI> servers) {
        if (fields.has(embedded)) {
            fields.error(
                    embedded,
                    "settings of an embedded directory that is not used",
                    "embedded together with url: embedded",
                    "Remove embedded, or write url: embedded.");
        }
        if (fields.has(url) && !fields.has(bind)) {
            fields.error(
                    bind,
                    "nothing: the key bind is missing",
                    "bind: { dn: …, password: … }",
                    "Name the account that the gateway uses at the directory server.");
        }
        return new Remote(servers);
    }

    private MetadataMapping schema(Fields fields) {
        boolean own = fields.get(ownSchema);
        if (own == fields.has(attributes)) {
            fields.context()
                    .error(
                            fields.place().below("attributes"),
                            own ? "attributes beside Vestibule's schema" : "nothing",
                            "attributes together with schema: none",
                            own
                                    ? "Remove attributes, or write schema: none."
                                    : "Name the attributes that store the gateway's records.");
        }
        return own ? new OwnSchema() : fields.find(attributes).orElseGet(OwnSchema::new);
    }

    private static Section<MetadataMapping> attributes() {
        Keys keys =
                new Keys(
                        "Attributes of the directory's own schema that store the gateway's records."
                                + " The last three may be the same attribute.");
        Key<String> link =
                keys.required("link", LdapTypes.ATTRIBUTE_NAME)
                        .means(
                                "the identities of the account. With an attribute of a single"
                                        + " value, an account has one identity.");
        Key<String> provenance =
                keys.required("provenance", LdapTypes.ATTRIBUTE_NAME)
                        .means("the origin of the account and its last use; several values.");
        Key<String> grants =
                keys.required("grants", LdapTypes.ATTRIBUTE_NAME)
                        .means("the memberships that were granted; several values.");
        Key<String> state =
                keys.required("state", LdapTypes.ATTRIBUTE_NAME)
                        .means("the fingerprints of what was last written; several values.");
        return keys.reads(fields ->
                new NamedAttributes(
                        fields.get(link),
                        fields.get(provenance),
                        fields.get(grants),
                        fields.get(state)));
    }

    /** The servers of a directory; none for the one inside the process. */
    private record Servers() implements ValueType<List<URI>> {
        @Override
        public String words() {
            return UrlTypes.LDAP.words() + "; a list of these; or embedded";
        }

        @Override
        public List<URI> read(YamlNode node, ParseContext context) {
            if (node instanceof Scalar text && text.text().equals("embedded")) {
                context.show(text);
                return List.of();
            }
            List<URI> servers = Types.listOf(UrlTypes.LDAP).read(node, context);
            if (node instanceof Sequence && servers.isEmpty()) {
                context.error(node.place(), "an empty list", words(), "Name at least one server.");
            }
            return servers.isEmpty() ? List.of(UrlTypes.LDAP.standIn()) : servers;
        }

        @Override
        public List<URI> absent(Key<List<URI>> key, Fields parent) {
            return List.of(UrlTypes.LDAP.standIn());
        }
    }
}
