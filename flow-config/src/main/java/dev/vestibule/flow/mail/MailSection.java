package dev.vestibule.flow.mail;

import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.mail.MailSettings.Login;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.InvalidValue;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.PathType;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.SecretType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;

/** The keys of {@code mail}. */
public final class MailSection {
    private static final ScalarType<String> ADDRESS =
            new ScalarType<>(
                    "a mail address, for example login@example.org",
                    "login@example.org",
                    MailSection::address);

    private final Keys keys =
            new Keys(
                    "The mail server that sends codes and links, see [factor-email.md]"
                            + "(factor-email.md).");
    private final Key<URI> server =
            keys.required("server", UrlTypes.MAIL)
                    .means(
                            "the mail server: `smtps://HOST:465` with TLS from the start,"
                                    + " `smtp+starttls://HOST:587` with STARTTLS, which is"
                                    + " required then.");
    private final Key<String> from = keys.required("from", ADDRESS).means("the sender's address.");
    private final Key<String> username =
            keys.optional("username", Types.TEXT, "no login")
                    .means("the gateway's account at the mail server.");
    private final Key<Secret> password =
            keys.optional("password", new SecretType(), "no login")
                    .means("the password of that account.");
    private final Key<Path> ca =
            keys.optional("ca", new PathType(), "the authorities that Java trusts")
                    .means(
                            "a PEM file with the certificates of the authorities that the mail"
                                    + " server may use, relative to the folder of the"
                                    + " configuration.");

    /** The section. */
    public Section<MailSettings> section() {
        return keys.reads(this::read);
    }

    private MailSettings read(Fields fields) {
        return new MailSettings(
                fields.get(server), fields.get(from), login(fields), fields.find(ca).orElse(null));
    }

    private @Nullable Login login(Fields fields) {
        if (fields.has(username) != fields.has(password)) {
            fields.error(
                    fields.has(username) ? username : password,
                    fields.has(username)
                            ? "a username without a password"
                            : "a password without a username",
                    "both or none",
                    "Add the missing key, or remove this one.");
        }
        String name = fields.find(username).orElse(null);
        return name == null
                ? null
                : new Login(name, fields.find(password).orElseGet(() -> new Secret("")));
    }

    private static String address(String text) throws InvalidValue {
        InvalidValue.unless(
                EmailAddress.of(text).isPresent(),
                "which is no mail address",
                "Write the address alone, without a name.");
        return text;
    }
}
