package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.matchingrules.CaseIgnoreStringMatchingRule;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class ReplayTest {
    private final EmbeddedSchema schema = load();

    private static EmbeddedSchema load() {
        try {
            return EmbeddedSchema.load();
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 300)
    void anEntryComesBackByteByByte(@ForAll("values") List<byte[]> values) throws Exception {
        Entry entry =
                new Entry(
                        Tree.dn("ada"),
                        schema.schema(),
                        new Attribute("objectClass", "inetOrgPerson"),
                        new Attribute("description", values.toArray(byte[][]::new)));

        assertThat(replayed(List.of(ChangeTracker.stored(entry, List.of())))).isEqualTo(entry);
    }

    @Property(tries = 300)
    void modificationsDoOnReplayWhatTheyDidBefore(
            @ForAll("modifications") List<Modification> modifications) throws Exception {
        Entry entry =
                new Entry(
                        Tree.dn("ada"),
                        schema.schema(),
                        new Attribute("objectClass", "inetOrgPerson"),
                        new Attribute("description", "a", "b"));
        List<LDIFChangeRecord> records = new ArrayList<>();
        records.add(ChangeTracker.stored(entry, List.of()));
        Entry expected = entry;
        for (Modification modification : modifications) {
            try {
                expected = Entry.applyModifications(expected, false, modification);
                records.add(new LDIFModifyChangeRecord(entry.getDN(), modification));
            } catch (LDAPException e) {
                // Refused, so it is not in the journal either.
                assertThat(e.getResultCode().isClientSideResultCode()).isFalse();
            }
        }

        assertThat(replayed(records)).isEqualTo(expected);
    }

    /** All changes as one record: written and applied. */
    private Entry replayed(List<LDIFChangeRecord> records) throws Exception {
        Replay replay = new Replay(schema.schema());
        replay.apply(ChangeLog.encoded(records));
        DN dn = new DN(Tree.dn("ada"));
        return requireNonNull(
                replay.entries().stream()
                        .filter(entry -> isAt(entry, dn))
                        .findFirst()
                        .orElse(null));
    }

    private static boolean isAt(Entry entry, DN dn) {
        try {
            return entry.getParsedDN().equals(dn);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    @Provide
    Arbitrary<List<byte[]>> values() {
        Arbitrary<byte[]> texts =
                Arbitraries.strings()
                        .ofMinLength(1)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> traps =
                Arbitraries.of(
                                "# end length=1 forced=0 crc32c=00000000\n",
                                "\n\ndn: cn=injected\nchangetype: delete\n\n",
                                " leading",
                                "trailing ",
                                ":",
                                "<file:///etc/passwd",
                                "\0",
                                "ä\r\n")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(texts, traps, Arbitraries.bytes().array(byte[].class).ofMinSize(1))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .uniqueElements(ReplayTest::normalised);
    }

    private static ASN1OctetString normalised(byte[] value) {
        return CaseIgnoreStringMatchingRule.getInstance().normalize(new ASN1OctetString(value));
    }

    @Provide
    Arbitrary<List<Modification>> modifications() {
        Arbitrary<ModificationType> types =
                Arbitraries.of(
                        ModificationType.ADD, ModificationType.DELETE, ModificationType.REPLACE);
        Arbitrary<String[]> values =
                Arbitraries.of("a", "A", "b", " b", "c ", "ä", "\n")
                        .array(String[].class)
                        .ofMaxSize(3);
        return Combinators.combine(types, values)
                .as((type, texts) -> new Modification(type, "description", texts))
                .list()
                .ofMaxSize(8);
    }
}
