package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.provisioning.ldap.SchemaCache;

import java.time.Instant;
import java.util.List;

/** How values are written under a schema: the same one once, and each in its syntax. */
public record SchemaValues(SchemaEquality equality, SchemaSyntax syntax) {

    /** Under the standard schema, where no directory can be asked. */
    public static SchemaValues standard() {
        SchemaCache schema = new SchemaCache(Schema::getDefaultStandardSchema, () -> Instant.EPOCH);
        return new SchemaValues(new SchemaEquality(schema), new SchemaSyntax(schema));
    }

    /** Empty if no value has a form in the syntax. */
    public List<String> written(String attribute, List<String> values) {
        return syntax.written(attribute, equality.different(attribute, values));
    }
}
