package dev.vestibule.flow.connection;

import dev.vestibule.flow.schema.Section;

import java.util.LinkedHashMap;
import java.util.Map;

/** OpenID Connect: the keys of such a connection. */
public final class OidcType implements AuthenticatorType {
    @Override
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        OidcPreset.ALL.forEach(preset -> names.put(preset.name(), preset.meaning()));
        return names;
    }

    @Override
    public Class<OidcConnection> kind() {
        return OidcConnection.class;
    }

    @Override
    public Section<OidcConnection> section(CommonKeys common) {
        return new OidcSection().section(common);
    }
}
