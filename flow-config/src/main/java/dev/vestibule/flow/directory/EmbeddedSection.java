package dev.vestibule.flow.directory;

import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.directory.DirectorySettings.Bind;
import dev.vestibule.flow.directory.DirectorySettings.Embedded;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.PathType;
import dev.vestibule.flow.schema.SecretType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;

import java.nio.file.Path;

/** The keys of {@code directory.embedded}. */
final class EmbeddedSection {
    private EmbeddedSection() {}

    static Section<Embedded> section() {
        Keys keys = new Keys("The embedded directory. Reading needs a bind.");
        Key<ListenAddress> listen =
                keys.preset("listen", Types.LISTEN, "127.0.0.1:1389")
                        .means("where LDAP is served.");
        Key<Boolean> allowPlain =
                keys.preset("allow-plain", Types.TRUTH, "false")
                        .means(
                                "whether `listen` may be another address than a loopback address."
                                        + " LDAP is served without TLS: passwords and personal data"
                                        + " cross that network in clear text.");
        Key<Path> data =
                keys.optional("data", new PathType(), "in memory only")
                        .means(
                                "the folder that stores the entries, relative to the folder of the"
                                        + " configuration.");
        Key<Bind> reader =
                keys.optional(
                                "reader",
                                bind("The account that reads the embedded directory."),
                                "only the gateway reads accounts of others")
                        .means(
                                "the account with which other programs read accounts and groups. It"
                                        + " can read everything except secrets and can change"
                                        + " nothing.");
        return keys.reads(fields -> {
            if (!fields.get(allowPlain)) {
                checkLoopback(fields, listen);
            }
            return new Embedded(
                    fields.get(listen),
                    fields.find(data).orElse(null),
                    fields.find(reader).orElse(null));
        });
    }

    private static void checkLoopback(Fields fields, Key<ListenAddress> key) {
        ListenAddress listen = fields.get(key);
        if (!UrlTypes.isLoopback(listen.host())) {
            fields.error(
                    key,
                    listen + ", which makes LDAP without TLS reachable over the network",
                    "a loopback address, for example 127.0.0.1:1389",
                    "Listen on a loopback address, or write allow-plain: true if you accept that"
                            + " passwords and personal data cross the network in clear text.");
        }
    }

    /** The keys of an account at the directory: a name and its password. */
    static Section<Bind> bind(String meaning) {
        Keys keys = new Keys(meaning);
        Key<String> dn = keys.required("dn", LdapTypes.DN).means("the name to bind with.");
        Key<Secret> password = keys.required("password", new SecretType()).means("its password.");
        return keys.reads(fields -> new Bind(fields.get(dn), fields.get(password)));
    }
}
