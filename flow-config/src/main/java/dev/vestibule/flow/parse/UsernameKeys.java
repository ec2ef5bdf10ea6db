package dev.vestibule.flow.parse;

import dev.vestibule.flow.username.UsernameRule;

import java.util.List;

/** The keys of {@code usernames}. */
final class UsernameKeys {
    static final Key<List<String>> RESERVED =
            Key.optional(
                    "reserved",
                    Types.listOf(Types.TEXT),
                    "no further names",
                    "names that no new account gets, beside "
                            + String.join(", ", UsernameRule.RESERVED)
                            + " and the name in `directory.bind.dn`; also in other letters that"
                            + " look like them. A name with a number at its end also reserves the"
                            + " name without it.");
    static final Key<List<String>> ALLOWED =
            Key.optional(
                    "allowed",
                    Types.listOf(Types.TEXT),
                    "none",
                    "names of that list that accounts in your organisation may have.");

    static final Section SECTION =
            new Section(
                    "usernames",
                    "Which usernames new accounts get, see"
                            + " [prompts.md](prompts.md#which-usernames-are-refused).",
                    List.of(RESERVED, ALLOWED));

    private UsernameKeys() {}
}
