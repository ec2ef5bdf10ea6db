package dev.vestibule.gateway.mail;

import java.time.Duration;

/**
 * What a mail says: one code, or one link.
 *
 * @param kind id of the factor, which begins the keys of its texts
 * @param value the code or the link
 * @param link whether it is a link
 * @param lifetime how long it is valid
 */
public record Letter(String kind, String value, boolean link, Duration lifetime) {

    /** Key of the subject. */
    public String subject() {
        return kind + ".mail.subject";
    }

    /** Key of the sentence above the value. */
    public String sentence() {
        return kind + ".mail.text";
    }

    /** The lifetime in whole minutes, at least one. */
    public long minutes() {
        return Math.max(1, lifetime.toMinutes());
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "Letter[kind=" + kind + "]";
    }
}
