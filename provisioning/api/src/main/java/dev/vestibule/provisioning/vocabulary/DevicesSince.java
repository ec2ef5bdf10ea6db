package dev.vestibule.provisioning.vocabulary;

import java.time.Instant;
import java.util.Collection;

/**
 * The note of an account that forgets its remembered devices: {@code devices-since 1767225600}.
 *
 * @param time before or at which no device was remembered that is still valid
 */
public record DevicesSince(Instant time) {
    private static final String WORD = "devices-since ";

    /** The note, to the second. */
    public String note() {
        return WORD + time.getEpochSecond();
    }

    /** Whether a note of {@link FactorAttribute#MEMORY} is one of these. */
    public static boolean isNote(String note) {
        return note.startsWith(WORD);
    }

    /** The latest of these notes; the beginning of time where there is none. */
    public static DevicesSince latest(Collection<String> notes) {
        return notes.stream()
                .filter(DevicesSince::isNote)
                .map(DevicesSince::time)
                .max(Instant::compareTo)
                .map(DevicesSince::new)
                .orElse(new DevicesSince(Instant.MIN));
    }

    /** What was written by hand in another form forgets all devices. */
    private static Instant time(String note) {
        String seconds = note.substring(WORD.length());
        return seconds.matches("[0-9]{1,11}")
                ? Instant.ofEpochSecond(Long.parseLong(seconds))
                : Instant.MAX;
    }
}
