package dev.vestibule.flow.expression.facts;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The variables of an expression: one description for the compiler and for the documentation. */
public enum Variable {
    REQUEST(
            "request",
            "the request that asks for the login or for the app",
            List.of(
                    new Field("ip", STRING, "the client's address, after trusted proxies"),
                    new Field("host", STRING, "host name in lower case, without port"),
                    new Field("method", STRING, "`GET`, `POST`, …"),
                    new Field("path", STRING, "normalised path, without the query"),
                    new Field("user_agent", STRING, "the `User-Agent` header"),
                    new Field(
                            "params", MapType.create(STRING, STRING), "query parameters by name"))),
    USER_AGENT(
            "user_agent",
            "the device in words, as far as the `User-Agent` header tells; every client can write"
                    + " another one",
            List.of(
                    new Field("browser", STRING, Device.words(Device.browsers())),
                    new Field("os", STRING, Device.words(Device.systems())),
                    new Field("mobile", BOOL, "whether it is a phone or a tablet"))),
    CLAIMS("claims", "the verified claims of the identity provider, each by its name", List.of()),
    CONNECTION("connection", "id of the connection that the user signed in through", List.of()),
    ACCOUNT(
            "account",
            "the user's account in the directory",
            List.of(
                    new Field("username", STRING, "the account's name"),
                    new Field(
                            "groups", ListType.create(STRING), "names of the groups that it is in"),
                    new Field(
                            "attributes",
                            MapType.create(STRING, ListType.create(STRING)),
                            "each attribute's values by its name"))),
    STEPS(
            "steps",
            "the steps of the login: `steps.ID`; `has(steps.ID)` is true if the step was completed",
            List.of(
                    new Field("option", STRING, "the connection that the user chose"),
                    new Field(
                            "authenticated",
                            BOOL,
                            "whether it proved an identity; false for a step that failed"),
                    new Field("amr", ListType.create(STRING), "authentication methods (RFC 8176)"),
                    new Field("at", TIMESTAMP, "when it was completed"),
                    new Field(
                            "values",
                            MapType.create(STRING, STRING),
                            "texts of an `ask` or `set` step by name; a missing one fails"),
                    new Field("failures", INT, "wrong answers in this login; not in access rules"),
                    new Field(
                            "answer",
                            DYN,
                            "the answer of a `call` step: each declared value by its name; it fails"
                                    + " if the call failed"))),
    FIRST(
            "first",
            "the first identity of the login; in `same-person` only",
            List.of(
                    new Field(
                            "claims",
                            MapType.create(STRING, DYN),
                            "its verified claims, by their names"),
                    new Field("connection", STRING, "id of its connection"))),
    ACR(
            "acr",
            "the levels of authentication, by the names in `acr` of the flow",
            List.of(
                    new Field(
                            "requested",
                            ListType.create(STRING),
                            "the levels that the login is asked for; empty in access rules"),
                    new Field("level", STRING, "the level that is reached, `\"\"` for none"))),
    DEVICE(
            "device",
            "the browser of the login; not in access rules",
            List.of(
                    new Field(
                            "known",
                            BOOL,
                            "whether the account has called it its own, in a step of the flow with"
                                    + " `remember-device`"))),
    APP("app", "id of the app that the request is for", List.of()),
    NOW("now", "the current time", List.of());

    /** The member of a step that another server has answered, with types of its own. */
    public static final String ANSWER = "answer";

    /** The member of every other step. */
    public static final String VALUES = "values";

    /** Variables that have a value only after a login. */
    public static final Set<Variable> OF_THE_IDENTITY =
            Set.of(CLAIMS, CONNECTION, ACCOUNT, STEPS, FIRST, ACR, DEVICE);

    /** Variables that another sign-in through the same steps can change. */
    public static final Set<Variable> OF_THE_STEPS = Set.of(STEPS, ACR);

    private static final Map<String, Variable> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toMap(Variable::text, each -> each));

    private final String text;
    private final String meaning;
    private final List<Field> fields;

    Variable(String text, String meaning, List<Field> fields) {
        this.text = text;
        this.meaning = meaning;
        this.fields = fields;
    }

    /** One member of a variable. */
    public record Field(String name, CelType type, String meaning) {}

    /** The name as an expression writes it. */
    public String text() {
        return text;
    }

    /** What it is, for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** Its members; none where it is a value of its own, or names of others are its members. */
    public List<Field> fields() {
        return fields;
    }

    /** The variable that expressions write so. */
    public static Optional<Variable> named(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }
}
