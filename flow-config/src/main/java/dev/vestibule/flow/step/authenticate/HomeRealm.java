package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.yaml.YamlNode.Entry;

import org.jspecify.annotations.Nullable;

import java.net.IDN;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which option belongs to the domain of a mail address. It knows no accounts: the same domain has
 * the same option, with an account or without one.
 *
 * @param domains options by domain, in lower case and ASCII; one that begins with {@code *.} has
 *     all domains below it
 */
record HomeRealm(Map<String, String> domains) {
    private static final String BELOW = "*.";
    private static final int LONGEST = 253;

    static final EntryMap<String> TYPE =
            new EntryMap<>(
                    "domains, each with an option of the step",
                    "domains of mail addresses, each with an option of the step",
                    Types.ID_TEXT,
                    "DOMAIN",
                    HomeRealm::check);

    /** Of the domains as the YAML writes them. */
    static HomeRealm of(Map<String, String> written) {
        Map<String, String> domains = new HashMap<>();
        written.forEach(
                (domain, option) -> pattern(domain).ifPresent(known -> domains.put(known, option)));
        return new HomeRealm(domains);
    }

    /** The option of the nearest domain; null when the address has no domain that is listed. */
    @Nullable String option(String address) {
        String domain = domain(address.substring(address.lastIndexOf('@') + 1)).orElse("");
        String exact = address.indexOf('@') < 0 ? null : domains.get(domain);
        String above = address.indexOf('@') < 0 ? "" : domain;
        while (exact == null && above.indexOf('.') >= 0) {
            above = above.substring(above.indexOf('.') + 1);
            exact = domains.get(BELOW + above);
        }
        return exact;
    }

    private static void check(
            Map<String, Entry> entries, Map<String, String> values, ParseContext context) {
        Set<String> seen = new HashSet<>();
        entries.forEach((written, entry) -> {
            Optional<String> known = pattern(written);
            if (known.isEmpty()) {
                context.error(
                        entry.key(),
                        "a key that is no domain",
                        "a domain such as example.org, or \"*.example.org\" for all below it",
                        "Write what follows the @ of the addresses.");
            } else if (!seen.add(known.get())) {
                context.error(
                        entry.key(),
                        "a domain that is in the list already",
                        "each domain once, in any case",
                        "Remove one of the two.");
            }
        });
    }

    private static Optional<String> pattern(String written) {
        return written.startsWith(BELOW)
                ? domain(written.substring(BELOW.length())).map(BELOW::concat)
                : domain(written);
    }

    /** In lower case and ASCII (RFC 3490); empty for what is no domain. */
    private static Optional<String> domain(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String ascii = IDN.toASCII(text.strip(), IDN.USE_STD3_ASCII_RULES);
            String domain = ascii.toLowerCase(Locale.ROOT).replaceFirst("[.]$", "");
            return List.of(domain.split("[.]", -1)).contains("")
                    ? Optional.empty()
                    : Optional.of(domain);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return Optional.empty();
        }
    }
}
