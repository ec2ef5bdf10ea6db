package dev.vestibule.flow.parse;

import java.util.List;

/** The keys of one flow. */
final class FlowKeys {
    static final Key<YamlNode> STEPS =
            Key.required(
                    "steps", new NodeType("a list of steps"), "what a login must pass, in order.");

    static final Section SECTION = new Section("flows.ID", "One login.", List.of(STEPS));

    static final Key<String> ID =
            Key.required("id", Types.ID_TEXT, "the name by which expressions know the step.");
    static final Key<List<String>> AUTHENTICATE =
            Key.required(
                    "authenticate",
                    Types.listOf(Types.ID_TEXT),
                    "the connections that a person can choose from; with one, the browser goes"
                            + " there at once.");
    static final Key<YamlNode> WHEN =
            Key.optional(
                    "when",
                    new NodeType("an expression: true or false"),
                    "always",
                    "where it is false, the step is left out; where it fails, the step is"
                            + " required.");

    static final Key<YamlNode> SAME_PERSON =
            Key.optional(
                    "same-person",
                    new NodeType("an expression: true or false"),
                    "the same account, or the same issuer and subject",
                    "in a later step: where it is true, the sign-in counts as that of the user who"
                            + " began the login; it compares `claims` with `first.claims`. Where it"
                            + " fails, it is another user.");

    static final Section AUTHENTICATE_SECTION =
            new Section(
                    "flows.ID.steps[] with authenticate",
                    "A step that proves who somebody is.",
                    List.of(ID, AUTHENTICATE, WHEN, SAME_PERSON));

    static final Key<String> DENY =
            Key.required("deny", Types.TEXT, "the sentence that the person reads.");
    static final Key<YamlNode> DENY_WHEN =
            Key.optional(
                    "when",
                    new NodeType("an expression: true or false"),
                    "always",
                    "where it is false, the login goes on; where it fails, the login is refused.");

    static final Section DENY_SECTION =
            new Section(
                    "flows.ID.steps[] with deny",
                    "A step that refuses the login.",
                    List.of(DENY, DENY_WHEN));

    private FlowKeys() {}
}
