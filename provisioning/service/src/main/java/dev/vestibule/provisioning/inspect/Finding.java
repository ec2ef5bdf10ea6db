package dev.vestibule.provisioning.inspect;

/**
 * One thing about the directory.
 *
 * @param topic what was looked at, in one word
 * @param subject name of the attribute or group of the configuration that it is about; empty when
 *     it is about the directory as such
 * @param found one sentence
 * @param remedy what to do, one sentence; empty when nothing
 * @param ldif what would mend it; empty when LDIF cannot
 */
public record Finding(
        Level level, String topic, String subject, String found, String remedy, String ldif) {

    /** How much it matters. */
    public enum Level {
        /** As it should be. */
        FINE,
        /** Could not be seen, or is good to know. */
        NOTE,
        /** Works, but slowly or not for long. */
        WARNING,
        /** Logins fail, or will. */
        PROBLEM
    }
}
