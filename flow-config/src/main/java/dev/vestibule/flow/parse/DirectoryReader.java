package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.DirectorySettings;
import dev.vestibule.flow.model.DirectorySettings.Bind;
import dev.vestibule.flow.model.DirectorySettings.DirectoryServer;
import dev.vestibule.flow.model.DirectorySettings.Embedded;
import dev.vestibule.flow.model.DirectorySettings.Remote;
import dev.vestibule.flow.model.ListenAddress;
import dev.vestibule.flow.model.Secret;
import dev.vestibule.flow.parse.YamlNode.Scalar;
import dev.vestibule.flow.parse.YamlNode.Sequence;
import dev.vestibule.provisioning.api.DirectoryType;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;

/** Reads {@code directory}. */
record DirectoryReader(Reading reading) {

    DirectorySettings read(YamlNode node) {
        Fields fields = Fields.of(node, DirectoryKeys.SECTION, reading);
        boolean embedded =
                fields.node(DirectoryKeys.URL)
                        .filter(url -> url instanceof Scalar text && text.text().equals("embedded"))
                        .isPresent();
        return new DirectorySettings(
                embedded ? embedded(fields) : remote(fields),
                bind(fields, DirectoryKeys.BIND, DirectoryKeys.BIND_SECTION),
                fields.get(DirectoryKeys.BASE, "dc=invalid"),
                fields.get(DirectoryKeys.PEOPLE),
                fields.get(DirectoryKeys.GROUPS),
                fields.find(DirectoryKeys.TYPE)
                        .orElse(embedded ? DirectoryType.EMBEDDED : DirectoryType.OPENLDAP),
                new DirectorySchemaReader(reading).read(fields),
                new PathReader(reading).find(fields, DirectoryKeys.CA).orElse(null),
                fields.get(DirectoryKeys.NESTED_GROUPS));
    }

    private DirectoryServer remote(Fields fields) {
        fields.node(DirectoryKeys.EMBEDDED)
                .ifPresent(unused ->
                        reading.problems()
                                .error(
                                        unused.place(),
                                        "settings of an embedded directory that is not used",
                                        "embedded together with url: embedded",
                                        "Remove embedded, or write url: embedded."));
        if (fields.has(DirectoryKeys.URL) && !fields.has(DirectoryKeys.BIND)) {
            reading.problems()
                    .error(
                            fields.place().below("bind"),
                            "nothing: the key bind is missing",
                            "bind: { dn: …, password: … }",
                            "Name the account that the gateway uses at the directory server.");
        }
        return new Remote(
                fields.node(DirectoryKeys.URL)
                        .map(this::servers)
                        .orElse(List.of(URI.create("ldaps://directory.invalid"))));
    }

    private List<URI> servers(YamlNode url) {
        List<URI> servers = Types.listOf(Addresses.LDAP).read(url, reading);
        if (url instanceof Sequence && servers.isEmpty()) {
            reading.problems()
                    .error(
                            url.place(),
                            "an empty list",
                            DirectoryKeys.URL.type().words(),
                            "Name at least one server.");
        }
        return servers;
    }

    private DirectoryServer embedded(Fields directory) {
        directory.node(DirectoryKeys.URL).map(Scalar.class::cast).ifPresent(reading::show);
        Fields fields =
                Fields.orDefaults(
                        directory.node(DirectoryKeys.EMBEDDED),
                        directory.place(),
                        DirectoryKeys.EMBEDDED_SECTION,
                        reading);
        ListenAddress listen = fields.get(DirectoryKeys.LISTEN);
        if (!fields.get(DirectoryKeys.ALLOW_PLAIN) && !Addresses.isLoopback(listen.host())) {
            reading.problems()
                    .error(
                            fields.node(DirectoryKeys.LISTEN)
                                    .map(YamlNode::place)
                                    .orElse(fields.place()),
                            listen + ", which makes LDAP without TLS reachable over the network",
                            "a loopback address, for example 127.0.0.1:1389",
                            "Listen on a loopback address, or write allow-plain: true if you accept"
                                    + " that passwords and personal data cross the network in clear"
                                    + " text.");
        }
        return new Embedded(
                listen,
                new PathReader(reading).find(fields, DirectoryKeys.DATA).orElse(null),
                bind(fields, DirectoryKeys.READER, DirectoryKeys.READER_SECTION));
    }

    private @Nullable Bind bind(Fields parent, Key<YamlNode> key, Section section) {
        return parent.node(key)
                .map(node -> Fields.of(node, section, reading))
                .map(fields ->
                        new Bind(
                                fields.get(DirectoryKeys.DN, "cn=invalid"),
                                fields.get(DirectoryKeys.PASSWORD, new Secret(""))))
                .orElse(null);
    }
}
