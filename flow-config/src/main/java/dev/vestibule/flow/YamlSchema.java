package dev.vestibule.flow;

import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.JsonText;

import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON Schema of the YAML, for editors: from the keys that the reader uses. */
public final class YamlSchema {
    private YamlSchema() {}

    /** The document. A file of the folder may have any of the top-level keys. */
    public static String json() {
        return JsonText.of(keywords());
    }

    private static Map<String, Object> keywords() {
        JsonSchema root =
                new RootSection(
                                StandardTypes.steps(),
                                StandardTypes.authenticators(),
                                StandardTypes.factors())
                        .section()
                        .schema();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        all.put("title", "Configuration of Vestibule");
        all.putAll(root.keywords());
        all.remove("required");
        return all;
    }
}
