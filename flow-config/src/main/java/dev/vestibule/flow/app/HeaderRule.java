package dev.vestibule.flow.app;

import dev.vestibule.flow.app.AppIdentity.AssertionForm;
import dev.vestibule.flow.app.AppIdentity.HeaderPreset;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlReader;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which header fields the configuration may add to requests for an app. */
final class HeaderRule {
    /** Servers drop or fold other characters, so that the app would not see the name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");

    private static final String WORDS =
            "the name of a header: letters, digits and hyphens, no header of the connection or of"
                    + " the gateway";
    private static final String OTHER = "Choose another name.";

    /** What delimits the request, or says which resource it is for. */
    private static final Set<String> RESERVED =
            Types.wordsOf(
                    "host content-length content-type content-encoding transfer-encoding connection"
                            + " keep-alive te trailer upgrade expect http2-settings cookie"
                            + " set-cookie forwarded x-forwarded x-forwarded-for"
                            + " x-forwarded-host x-forwarded-proto x-forwarded-port"
                            + " x-forwarded-prefix x-real-ip x-original-url x-rewrite-url"
                            + " x-http-method x-http-method-override x-method-override");

    private static final List<String> RESERVED_PREFIXES = List.of("proxy-", "sec-", "x-vestibule-");

    /** The name of the field of an assertion. */
    static final ScalarType<String> ASSERTION =
            new ScalarType<>(WORDS, AssertionForm.HEADER, HeaderRule::assertion);

    private HeaderRule() {}

    private static String assertion(String text) throws InvalidValue {
        Optional<String> wrong = problem(text);
        if (wrong.isPresent() && !text.equalsIgnoreCase(AssertionForm.HEADER)) {
            throw new InvalidValue(wrong.get(), OTHER);
        }
        return text;
    }

    /** Reports names that no identity header may have, and names that servers take for one. */
    static void check(Map<String, Entry> entries, ParseContext context) {
        Set<String> seen = new HashSet<>();
        entries.forEach((name, entry) -> {
            String shown = YamlReader.isWord(name) ? name : "a name";
            problem(name)
                    .ifPresent(wrong ->
                            context.error(entry.key(), shown + ", " + wrong, WORDS, remedy(name)));
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                context.error(
                        entry.key(),
                        shown + ", which is there in another spelling",
                        "each header once",
                        "Remove one of the two.");
            }
        });
    }

    /** The same for fields that every request gets. */
    static void checkFixed(Map<String, Entry> entries, ParseContext context) {
        check(entries, context);
        entries.forEach((name, entry) -> {
            if (Arrays.stream(HeaderPreset.values()).anyMatch(each -> each.has(name))) {
                context.error(
                        entry.key(),
                        name + ", which says who the user is",
                        WORDS,
                        "Write it below identity.headers.");
            }
        });
    }

    private static String remedy(String name) {
        if (name.equalsIgnoreCase("authorization")) {
            return "Write basic: { username: …, password: … } below identity.";
        }
        String hyphens = name.replaceAll("[_. ]+", "-");
        return problem(hyphens).isEmpty() ? "Write " + hyphens + "." : OTHER;
    }

    /** Why the configuration may not use the name; empty where it may. */
    static Optional<String> problem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("which is no name that every server reads alike");
        }
        if (lower.equals("authorization")) {
            return Optional.of("which has a key of its own");
        }
        return RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)
                ? Optional.of("which belongs to the connection or to the gateway")
                : Optional.empty();
    }
}
