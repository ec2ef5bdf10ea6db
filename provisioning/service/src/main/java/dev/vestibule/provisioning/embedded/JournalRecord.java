package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.ldif.TrailingSpaceBehavior;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of a journal or snapshot: LDIF change records (RFC 2849) that hold together, and a
 * comment line that proves them whole.
 */
final class JournalRecord {
    private static final List<String> DERIVED = List.of("entryDN", "subschemaSubentry");

    private JournalRecord() {}

    /**
     * The record's bytes.
     *
     * @param forced how much of the file was known to be on the disk when the record was written
     */
    static byte[] encode(List<LDIFChangeRecord> changes, long forced) {
        StringBuilder body = new StringBuilder();
        for (LDIFChangeRecord change : changes) {
            if (!body.isEmpty()) {
                body.append('\n');
            }
            for (String line : change.toLDIF()) {
                body.append(line).append('\n');
            }
        }
        return seal(body.toString(), forced);
    }

    /** A record that says something about the file and changes nothing. */
    static byte[] encodeRemark(String remark) {
        return seal(remark(remark), 0);
    }

    static String remark(String text) {
        return "# " + text + "\n";
    }

    /** The entry as it is stored, without what is derived from its place in the tree. */
    static LDIFChangeRecord stored(Entry entry) {
        Entry copy = entry.duplicate();
        DERIVED.forEach(copy::removeAttribute);
        return new LDIFAddChangeRecord(copy);
    }

    static List<LDIFChangeRecord> decode(String body, Schema schema) throws LDIFException {
        List<LDIFChangeRecord> changes = new ArrayList<>();
        for (String part : body.split("\n\n")) {
            String[] lines =
                    part.lines()
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .toArray(String[]::new);
            if (lines.length > 0) {
                changes.add(decode(lines, schema));
            }
        }
        return changes;
    }

    /** The server takes values that its matching rule calls the same; then one of them is kept. */
    private static LDIFChangeRecord decode(String[] lines, Schema schema) throws LDIFException {
        return LDIFReader.decodeChangeRecord(
                true, TrailingSpaceBehavior.RETAIN, schema, false, lines);
    }

    private static byte[] seal(String text, long forced) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] trailer = RecordTrailer.of(body, forced).line().getBytes(StandardCharsets.UTF_8);
        byte[] record = new byte[body.length + trailer.length + 1];
        System.arraycopy(body, 0, record, 0, body.length);
        System.arraycopy(trailer, 0, record, body.length, trailer.length);
        record[record.length - 1] = '\n';
        return record;
    }
}
