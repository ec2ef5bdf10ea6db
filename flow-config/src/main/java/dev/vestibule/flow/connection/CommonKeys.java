package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.ProviderDefaults;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.ProvisioningSection;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Key.Need;
import dev.vestibule.flow.schema.PathType;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.theme.Picture;
import dev.vestibule.flow.theme.PictureType;
import dev.vestibule.flow.username.UsernameRule;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/**
 * The keys that every kind of connection has around its own.
 *
 * @param types the names of the kinds
 * @param meaning what the kinds are
 * @param names which names new accounts may have
 */
record CommonKeys(ScalarType<String> types, String meaning, UsernameRule names) {
    private static final Key<String> TITLE =
            new Key<>(
                    "title",
                    Types.TEXT,
                    Need.OPTIONAL,
                    "the id",
                    "the name of the connection on pages for users.");
    private static final Key<Picture> ICON =
            new Key<>(
                    "icon",
                    new PictureType(),
                    Need.OPTIONAL,
                    "a letter",
                    "the picture of the connection on pages for users.");
    private static final Key<Path> CA =
            new Key<>(
                    "ca",
                    new PathType(),
                    Need.OPTIONAL,
                    "those of the Java runtime",
                    "a PEM file with the authorities that the certificates of this identity provider"
                            + " may come from. It is read at each call, so that a changed file is"
                            + " used without a reload.");

    /** The same for some of the kinds. */
    CommonKeys of(ScalarType<String> some) {
        return new CommonKeys(some, meaning, names);
    }

    /** The keys of a kind with these around them. */
    <T> Section<T> around(Section<T> own) {
        return own.between(
                List.of(new Key<>("type", types, Need.REQUIRED, "", meaning), TITLE, ICON, CA),
                new Key<>(
                        "provisioning",
                        ProvisioningSection.section(names, ProviderDefaults.NONE),
                        Need.OPTIONAL,
                        "off",
                        "whether and how users of this connection are written into the directory."));
    }

    /** The name that chose the kind. */
    String type(Fields fields) {
        return fields.get("type", types);
    }

    /** The name that users see. */
    String title(Fields fields) {
        return fields.find(TITLE.name(), TITLE.type()).orElse(fields.id());
    }

    /** The picture that users see, null for none. */
    @Nullable Picture icon(Fields fields) {
        return fields.find(ICON.name(), ICON.type()).orElse(null);
    }

    /** The authorities of the provider's certificates, null for those of the Java runtime. */
    @Nullable Path ca(Fields fields) {
        return fields.find(CA.name(), CA.type()).orElse(null);
    }

    /** Whether and how users get accounts. */
    Provisioning provisioning(Fields fields, ProviderDefaults defaults) {
        return fields.get("provisioning", ProvisioningSection.section(names, defaults));
    }
}
