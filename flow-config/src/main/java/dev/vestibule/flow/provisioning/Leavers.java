package dev.vestibule.flow.provisioning;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The accounts that a connection disables.
 *
 * @param after those without a sign-in for this time; null disables none
 * @param codes those whose user the identity provider refuses with one of these codes
 */
public record Leavers(@Nullable Duration after, List<String> codes) {
    /** No account. */
    public static final Leavers NONE = new Leavers(null, List.of());

    public Leavers {
        codes = List.copyOf(codes);
    }

    /**
     * Whether an error answer (RFC 6749, section 4.1.2.1) is one of the codes: its error as a
     * whole, or whole words of its description, in capital or small letters.
     */
    public boolean areToldBy(String error, @Nullable String description) {
        return codes.stream()
                .anyMatch(code ->
                        code.equalsIgnoreCase(error)
                                || (description != null && has(description, code)));
    }

    private static boolean has(String description, String code) {
        String words = Pattern.quote(code.toLowerCase(Locale.ROOT));
        return Pattern.compile("(?<![\\p{L}\\p{N}_])" + words + "(?![\\p{L}\\p{N}_])")
                .matcher(description.toLowerCase(Locale.ROOT))
                .find();
    }
}
