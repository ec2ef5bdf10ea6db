package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.ProviderDefaults;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.ProvisioningSection;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.theme.Picture;
import dev.vestibule.flow.theme.PictureType;
import dev.vestibule.flow.username.UsernameRule;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The keys that every kind of connection has around its own. */
final class CommonKeys {
    private final Key<String> type;
    private final Key<String> title;
    private final Key<Picture> icon;
    private final Key<Provisioning> provisioning;
    private final UsernameRule names;

    /**
     * @param types the names of the kinds
     * @param meaning what the kinds are
     * @param names which names new accounts may have
     */
    CommonKeys(ScalarType<String> types, String meaning, UsernameRule names) {
        this.names = names;
        Keys keys = new Keys("");
        type = keys.required("type", types).means(meaning);
        title =
                keys.optional("title", Types.TEXT, "the id")
                        .means("the name of the connection on pages for users.");
        icon =
                keys.optional("icon", new PictureType(), "a letter")
                        .means("the picture of the connection on pages for users.");
        provisioning =
                keys.optional(
                                "provisioning",
                                new ProvisioningSection(names, ProviderDefaults.NONE).section(),
                                "off")
                        .means(
                                "whether and how users of this connection are written into the"
                                        + " directory.");
    }

    /** The keys of a kind with these around them. */
    public Keys around(Keys own) {
        return own.between(List.of(type, title, icon), List.of(provisioning));
    }

    /** The name that chose the kind. */
    public String type(Fields fields) {
        return fields.get(type);
    }

    /** The name that users see. */
    public String title(Fields fields) {
        return fields.find(title).orElse(fields.id());
    }

    /** The picture that users see, null for none. */
    public @Nullable Picture icon(Fields fields) {
        return fields.find(icon).orElse(null);
    }

    /** Whether and how users get accounts. */
    public Provisioning provisioning(Fields fields, ProviderDefaults defaults) {
        return fields.get(provisioning.as(new ProvisioningSection(names, defaults).section()));
    }
}
