package dev.vestibule.provisioning.embedded;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The comment line after a record.
 *
 * @param length bytes of the record before this line
 * @param forced bytes of the file that were on the disk when the record was written
 * @param checksum CRC32C of the record and of this line up to the checksum
 */
record RecordTrailer(int length, long forced, int checksum) {
    /** How the line begins; no line of LDIF content can. */
    static final String MARK = "# end ";

    private static final Pattern LINE =
            Pattern.compile("# end length=(\\d{1,9}) forced=(\\d{1,18}) crc32c=([0-9a-f]{8})\n");

    static RecordTrailer of(byte[] body, long forced) {
        RecordTrailer open = new RecordTrailer(body.length, forced, 0);
        return new RecordTrailer(body.length, forced, open.checksum(body, 0));
    }

    /** The line's content, or null when it is none. */
    static @Nullable RecordTrailer parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return null;
        }
        return new RecordTrailer(
                Integer.parseInt(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                HexFormat.fromHexDigits(matcher.group(3)));
    }

    String line() {
        return prefix() + HexFormat.of().toHexDigits(checksum) + "\n";
    }

    /** Whether the bytes from {@code start} are the record that this line ends. */
    boolean seals(byte[] bytes, int start) {
        return checksum(bytes, start) == checksum;
    }

    private int checksum(byte[] bytes, int start) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, start, length);
        sum.update(prefix().getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    private String prefix() {
        return MARK + "length=" + length + " forced=" + forced + " crc32c=";
    }
}
