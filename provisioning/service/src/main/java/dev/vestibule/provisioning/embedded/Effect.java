package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFChangeRecord;

import java.util.List;

/**
 * What a write did.
 *
 * @param before the entries that it touched, as they were, parents first
 * @param after the same as they are now
 * @param records the changes that lead from the one to the other
 */
record Effect(
        List<? extends Entry> before,
        List<? extends Entry> after,
        List<LDIFChangeRecord> records) {}
