package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A set of attribute types, whatever name they are called by: another name, the object identifier,
 * other case, or with options (RFC 4512, section 2.5).
 */
final class AttributeSet {
    private final Schema schema;
    private final Set<String> types;

    AttributeSet(Schema schema, Collection<String> names) {
        this.schema = schema;
        this.types = names.stream().map(this::identifier).collect(Collectors.toUnmodifiableSet());
    }

    boolean contains(String attributeDescription) {
        return types.contains(identifier(Attribute.getBaseName(attributeDescription)));
    }

    private String identifier(String name) {
        AttributeTypeDefinition type = schema.getAttributeType(name);
        return type == null ? name.toLowerCase(Locale.ROOT) : type.getOID();
    }
}
