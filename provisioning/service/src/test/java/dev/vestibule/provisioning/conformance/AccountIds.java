package dev.vestibule.provisioning.conformance;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.ldap.dialect.EntryId;
import dev.vestibule.provisioning.testing.TestDirectory;

import java.util.Objects;

/** The ids of entries as an administrator reads them. */
record AccountIds(TestDirectory directory) {
    String of(String dn) throws LDAPException {
        return EntryId.text(
                Objects.requireNonNull(
                        directory
                                .administrator()
                                .getEntry(dn, EntryId.attributes().toArray(String[]::new))));
    }
}
