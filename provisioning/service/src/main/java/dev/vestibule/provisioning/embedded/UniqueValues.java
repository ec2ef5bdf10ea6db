package dev.vestibule.provisioning.embedded;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.matchingrules.MatchingRule;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which entry has which value of the unique attributes. Guarded by the content's write lock. */
final class UniqueValues {
    private final EmbeddedSchema schema;
    private final Map<ASN1OctetString, DN> owners = new HashMap<>();

    UniqueValues(EmbeddedSchema schema) {
        this.schema = schema;
    }

    /** Name of the attribute with a value that another entry has, or null when there is none. */
    @Nullable String taken(Collection<Attribute> wanted, DN by) throws LDAPException {
        for (Attribute attribute : wanted) {
            for (ASN1OctetString value : keys(List.of(attribute))) {
                DN owner = owners.get(value);
                if (owner != null && !owner.equals(by)) {
                    return attribute.getName();
                }
            }
        }
        return null;
    }

    void replace(List<? extends Entry> before, List<? extends Entry> after) throws LDAPException {
        for (Entry entry : before) {
            keys(entry.getAttributes()).forEach(owners::remove);
        }
        for (Entry entry : after) {
            for (ASN1OctetString value : keys(entry.getAttributes())) {
                owners.put(value, entry.getParsedDN());
            }
        }
    }

    private List<ASN1OctetString> keys(Collection<Attribute> attributes) throws LDAPException {
        List<ASN1OctetString> keys = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (schema.unique().contains(attribute.getName())) {
                MatchingRule rule =
                        MatchingRule.selectEqualityMatchingRule(
                                attribute.getBaseName(), schema.schema());
                for (ASN1OctetString value : attribute.getRawValues()) {
                    keys.add(rule.normalize(value));
                }
            }
        }
        return keys;
    }
}
