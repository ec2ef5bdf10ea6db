package dev.vestibule.flow.directory;

import dev.vestibule.flow.directory.DirectorySettings.Bind;
import dev.vestibule.flow.directory.DirectorySettings.Embedded;
import dev.vestibule.flow.directory.DirectorySettings.Remote;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Requirement;
import dev.vestibule.flow.schema.ScalarType;
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

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The keys of {@code directory}. */
public final class DirectorySection {
    private static final Map<String, ValueType<?>> ATTRIBUTES =
            Map.of(
                    "link", LdapTypes.ATTRIBUTE_NAME,
                    "provenance", LdapTypes.ATTRIBUTE_NAME,
                    "grants", LdapTypes.ATTRIBUTE_NAME,
                    "state", LdapTypes.ATTRIBUTE_NAME);
    private static final Section<Bind> BIND = Section.of(Bind.class, Map.of("dn", LdapTypes.DN));
    private static final Section<Embedded> EMBEDDED =
            Section.of(
                            Embedded.class,
                            Map.of(
                                    "reader",
                                    BIND.about("The account that reads the embedded directory."),
                                    "allow-plain",
                                    Types.TRUTH))
                    .checked(Embedded::checkLoopback);
    private static final ScalarType<DirectoryType> TYPE =
            Types.choice(
                    Map.of(
                            "openldap", DirectoryType.OPENLDAP,
                            "389ds", DirectoryType.DS_389,
                            "active-directory", DirectoryType.ACTIVE_DIRECTORY,
                            "embedded", DirectoryType.EMBEDDED));

    private DirectorySection() {}

    @KeyTable(
            """
            The directory that accounts are written into.
            | url | **required** | the directory server, or several with the same content, the
              preferred one first; or `embedded` for a directory inside the gateway's process that
              is also served over LDAP.
            | embedded | its defaults | settings of the embedded directory; with `url: embedded` only.
            | bind | required unless embedded | the account that the gateway uses at the directory
              server.
            | base | **required** | the entry above all accounts and groups.
            | people | `ou=people` | the container of the accounts, relative to `base`.
            | groups | `ou=groups` | the container of the groups, relative to `base`.
            | type | openldap; embedded with url: embedded | the kind of directory server. It
              determines object classes, names of entries, how an account is locked and how a
              password is written.
            | schema | `vestibule` | whether the directory has Vestibule's schema. With `none`,
              existing attributes store the gateway's records; `active-directory` needs `none`.
            | attributes | required with schema: none | the attributes that store the gateway's
              records; with `schema: none` only.
            | ca | the authorities that Java trusts | a PEM file with the certificates of the
              authorities that an ldaps:// server may use, relative to the folder of the
              configuration.
            | nested-groups | `false` | whether an account is also a member of the groups that its
              groups are members of. This needs a search for each level of groups at every login.
            """)
    private record Written(
            List<URI> url,
            @Nullable Bind bind,
            String base,
            String people,
            String groups,
            @Nullable DirectoryType type,
            @Named("schema") boolean ownSchema,
            @Nullable Names attributes,
            @Nullable Path ca,
            boolean nestedGroups) {}

    @KeyTable(
            """
            Attributes of the directory's own schema that store the gateway's records. The last three
            may be the same attribute.
            | link | **required** | the identities of the account. With an attribute of a single
              value, an account has one identity.
            | provenance | **required** | the origin of the account and its last use; several values.
            | grants | **required** | the memberships that were granted; several values.
            | state | **required** | the fingerprints of what was last written; several values.
            """)
    private record Names(String link, String provenance, String grants, String state) {}

    /** The section. */
    public static Section<DirectorySettings> section() {
        return Section.of(
                        Written.class,
                        Map.of(
                                "url",
                                new Servers(),
                                "embedded",
                                EMBEDDED,
                                "bind",
                                BIND.about("The gateway's account at the directory server."),
                                "base",
                                LdapTypes.DN,
                                "people",
                                LdapTypes.DN,
                                "groups",
                                LdapTypes.DN,
                                "type",
                                TYPE,
                                "schema",
                                Types.choice(Map.of("vestibule", true, "none", false)),
                                "attributes",
                                Section.of(Names.class, ATTRIBUTES)))
                .requiring(Requirement.unless("bind", Map.of("url", List.of("embedded"))))
                .to(DirectorySection::settings);
    }

    private static DirectorySettings settings(Written directory, Fields fields) {
        boolean inProcess = directory.url().isEmpty();
        DirectoryType usual = inProcess ? DirectoryType.EMBEDDED : DirectoryType.OPENLDAP;
        return new DirectorySettings(
                inProcess ? fields.get("embedded", EMBEDDED) : remote(fields, directory.url()),
                directory.bind(),
                directory.base(),
                directory.people(),
                directory.groups(),
                directory.type() == null ? usual : directory.type(),
                schema(directory, fields),
                directory.ca(),
                directory.nestedGroups());
    }

    private static Remote remote(Fields fields, List<URI> servers) {
        if (fields.has("embedded")) {
            fields.error(
                    "embedded",
                    "settings of an embedded directory that is not used",
                    "embedded together with url: embedded",
                    "Remove embedded, or write url: embedded.");
        }
        return new Remote(servers);
    }

    private static MetadataMapping schema(Written directory, Fields fields) {
        boolean own = directory.ownSchema();
        Names names = directory.attributes();
        if (own == (names != null)) {
            fields.context()
                    .error(
                            fields.place().below("attributes"),
                            own ? "attributes beside Vestibule's schema" : "nothing",
                            "attributes together with schema: none",
                            own
                                    ? "Remove attributes, or write schema: none."
                                    : "Name the attributes that store the gateway's records.");
        }
        return own || names == null
                ? new OwnSchema()
                : new NamedAttributes(
                        names.link(), names.provenance(), names.grants(), names.state());
    }

    /** The servers of a directory; none for the one inside the process. */
    private record Servers() implements ValueType<List<URI>> {
        @Override
        public String words() {
            return UrlTypes.LDAP.words() + "; a list of these; or embedded";
        }

        @Override
        public JsonSchema schema() {
            return Types.listOf(UrlTypes.LDAP).schema();
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
    }
}
