package dev.vestibule.flow.parse;

import java.util.List;

/** The keys of one flow. */
final class FlowKeys {
    static final Key<YamlNode> STEPS =
            Key.required(
                    "steps", new NodeType("a list of steps"), "the steps of the login, in order.");

    static final Section SECTION = new Section("flows.ID", "One login.", List.of(STEPS));

    static final Key<String> ID =
            Key.required("id", Types.ID_TEXT, "the name of the step in expressions.");
    static final Key<List<String>> AUTHENTICATE =
            Key.required(
                    "authenticate",
                    Types.listOf(Types.ID_TEXT),
                    "the connections that the user can choose from; if there is one, the browser is"
                            + " redirected to it at once.");
    static final Key<YamlNode> WHEN =
            Key.optional(
                    "when",
                    new NodeType("an expression: true or false"),
                    "always",
                    "if it is false, the step is skipped; if it fails, the step is required.");

    static final Key<YamlNode> SAME_PERSON =
            Key.optional(
                    "same-person",
                    new NodeType("an expression: true or false"),
                    "the same account, or the same issuer and subject",
                    "in a later step: if it is true, the sign-in belongs to the user who started"
                            + " the login; it compares `claims` with `first.claims`. If it fails, the sign-in"
                            + " belongs to another user.");

    static final Section AUTHENTICATE_SECTION =
            new Section(
                    "flows.ID.steps[] with authenticate",
                    "A step in which the user signs in.",
                    List.of(ID, AUTHENTICATE, WHEN, SAME_PERSON));

    static final Key<String> DENY =
            Key.required("deny", Types.TEXT, "the sentence that the page shows.");
    static final Key<YamlNode> DENY_WHEN =
            Key.optional(
                    "when",
                    new NodeType("an expression: true or false"),
                    "always",
                    "if it is false, the login continues; if it fails, the login is refused.");

    static final Section DENY_SECTION =
            new Section(
                    "flows.ID.steps[] with deny",
                    "A step that refuses the login.",
                    List.of(DENY, DENY_WHEN));

    private FlowKeys() {}
}
