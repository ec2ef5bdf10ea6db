package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.ResultCodes.SingleValueException;

import java.util.List;
import java.util.Set;

/**
 * Operations on a directory whose attribute for links may take one value. Each server refuses a
 * second one with a code of its own; here they all name the attribute. The schema is read when a
 * link was refused, and only then.
 *
 * @param directory in our words
 * @param schema where the schema is read
 * @param attribute the directory's name for the attribute of links
 */
record SingleValuedLink(Ldap directory, FullLDAPInterface schema, String attribute)
        implements Ldap {
    private static final Set<ResultCode> REFUSALS =
            Set.of(
                    ResultCode.ATTRIBUTE_OR_VALUE_EXISTS,
                    ResultCode.CONSTRAINT_VIOLATION,
                    ResultCode.OBJECT_CLASS_VIOLATION);

    @Override
    public LDAPResult modify(String dn, List<Modification> modifications) throws LDAPException {
        try {
            return directory.modify(dn, modifications);
        } catch (LDAPException e) {
            boolean second =
                    REFUSALS.contains(e.getResultCode())
                            && isLinkIn(modifications, ModificationType.ADD)
                            && !isLinkIn(modifications, ModificationType.DELETE)
                            && hasLink(dn)
                            && takesOneValue();
            throw second ? new SingleValueException(attribute, e) : e;
        }
    }

    private static boolean isLinkIn(List<Modification> modifications, ModificationType type) {
        return modifications.stream()
                .filter(each -> each.getModificationType().equals(type))
                .map(Modification::getAttributeName)
                .anyMatch(SchemaNames.FEDERATED_IDENTITY::equalsIgnoreCase);
    }

    private boolean hasLink(String dn) throws LDAPException {
        var entry = directory.getEntry(dn, SchemaNames.FEDERATED_IDENTITY);
        return entry != null && entry.hasAttribute(SchemaNames.FEDERATED_IDENTITY);
    }

    private boolean takesOneValue() throws LDAPException {
        var read = schema.getSchema();
        var type = read == null ? null : read.getAttributeType(attribute);
        return type != null && type.isSingleValued();
    }
}
