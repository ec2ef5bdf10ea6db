package dev.vestibule.flow.address;

import dev.vestibule.provisioning.vocabulary.AsciiCase;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that is unambiguous: one {@code @}, no quotes, spaces or comments, and a domain in the
 * form of the domain name system (RFC 5890).
 *
 * @param local the part before the {@code @}, as it was written
 * @param domain in ASCII and small letters
 */
public record EmailAddress(String local, String domain) {
    private static final int LONGEST = 254;

    /** RFC 5321, section 4.5.3.1.1. */
    private static final int LONGEST_LOCAL = 64;

    /** RFC 5322, section 3.2.3, {@code dot-atom}. */
    private static final Pattern LOCAL =
            Pattern.compile(
                    "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:[.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN =
            Pattern.compile(
                    "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:[.][a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+");

    /** Reads an address; empty for what could be read in another way, too. */
    public static Optional<EmailAddress> of(String text) {
        int at = text.indexOf('@');
        if (text.length() > LONGEST
                || at < 1
                || at > LONGEST_LOCAL
                || text.indexOf('@', at + 1) >= 0) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        return LOCAL.matcher(local).matches()
                ? domain(text.substring(at + 1)).map(domain -> new EmailAddress(local, domain))
                : Optional.empty();
    }

    /** A domain in ASCII and small letters; empty for what is none, or is spelt in a second way. */
    public static Optional<String> domain(String text) {
        String lower = AsciiCase.lower(text);
        try {
            String ascii = IDN.toASCII(lower, IDN.USE_STD3_ASCII_RULES);
            boolean only = lower.equals(ascii) || lower.equals(IDN.toUnicode(ascii));
            return only && ascii.length() <= LONGEST && DOMAIN.matcher(ascii).matches()
                    ? Optional.of(ascii)
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Without the address, which is personal. */
    @Override
    public String toString() {
        return "EmailAddress[domain=" + domain + "]";
    }
}
