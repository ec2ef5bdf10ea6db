package dev.vestibule.flow.simulate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Lines of LDIF (RFC 2849). */
final class Ldif {
    private static final Pattern PLAIN = Pattern.compile("[!-9;=-~]([ -~]*[!-~])?|");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private Ldif() {}

    /** A value; in Base64 unless it is plain ASCII. */
    static String line(String attribute, String value) {
        return PLAIN.matcher(value).matches()
                ? attribute + ": " + value
                : attribute
                        + ":: "
                        + Base64.getEncoder()
                                .encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A remark, which cannot end its line. */
    static String comment(String text) {
        return "# " + CONTROL.matcher(text).replaceAll("?");
    }
}
