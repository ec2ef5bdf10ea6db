package dev.vestibule.provisioning.account;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.matchingrules.CaseIgnoreStringMatchingRule;
import com.unboundid.ldap.matchingrules.MatchingRule;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.ldap.SchemaCache;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * As the directory's schema says. Where it cannot be read, or names a rule that is not known here,
 * every value is kept, and the directory refuses surplus ones.
 */
record SchemaEquality(SchemaCache known) {
    /** Rules (RFC 4517, section 4.2) that the library compares by as servers do. */
    private static final Set<String> KNOWN =
            Set.of(
                    "booleanmatch",
                    "caseignoreia5match",
                    "caseignorelistmatch",
                    "caseignorematch",
                    "distinguishednamematch",
                    "generalizedtimematch",
                    "integermatch",
                    "numericstringmatch",
                    "telephonenumbermatch");

    /** Active Directory publishes no rules; strings of this syntax it compares without case. */
    private static final String DIRECTORY_STRING = "1.3.6.1.4.1.1466.115.121.1.15";

    /** One of each that are equal: the same one, in whatever order they are given. */
    List<String> different(String attribute, List<String> values) {
        MatchingRule rule = values.size() < 2 ? null : rule(attribute);
        if (rule == null) {
            return values;
        }
        var different = new LinkedHashMap<Object, String>();
        values.forEach(value ->
                different.merge(
                        normal(value, rule),
                        value,
                        (one, other) -> one.compareTo(other) < 0 ? one : other));
        return List.copyOf(different.values());
    }

    /** The value itself where it is none of its syntax: the directory says so by itself. */
    private static Object normal(String value, MatchingRule rule) {
        try {
            return rule.normalize(new ASN1OctetString(value));
        } catch (LDAPException e) {
            return value;
        }
    }

    private @Nullable MatchingRule rule(String attribute) {
        var schema = known.schema();
        var type = schema == null ? null : schema.getAttributeType(attribute);
        if (schema == null || type == null) {
            return null;
        }
        String rule = type.getEqualityMatchingRule(schema);
        if (rule == null) {
            return DIRECTORY_STRING.equals(type.getBaseSyntaxOID(schema))
                    ? CaseIgnoreStringMatchingRule.getInstance()
                    : null;
        }
        return KNOWN.contains(rule.toLowerCase(Locale.ROOT))
                ? MatchingRule.selectEqualityMatchingRule(attribute, rule, schema)
                : null;
    }
}
