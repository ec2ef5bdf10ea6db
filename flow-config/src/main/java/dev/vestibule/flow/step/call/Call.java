package dev.vestibule.flow.step.call;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.SecretType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.flow.yaml.YamlNode.Entry;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A call of another server over HTTP. Nothing of the request that asks for the login is in its
 * address or its headers.
 *
 * @param headers beside those of the protocol
 * @param body the value of each member of the JSON object that is sent
 * @param answer what the answer must have, by the names that conditions know it by; empty where it
 *     is not read
 */
@KeyTable(
        """
        A call over HTTP. Every answer fails the call that is not whole within `timeout`, has more
        than 64 KB, another status than 2xx (redirects are not followed), or not what `answer`
        declares.
        | url | **required** | the address, the same for every login.
        | method | `POST` | the method.
        | headers | none | further headers, each with its value.
        | body | none | with `POST`: the members of the JSON object that is sent, each with an
          expression. If one fails, nothing is sent and the call fails; a value that the identity
          provider does not send is `null`.
        | timeout | `3s` | how long the call may take, at most 10s.
        | answer | the answer is not read | the values that the answer must have, each with its type;
          the other members of the JSON object can be anything.
        | on-error | `continue` | what a failed call means: with `continue` the login goes on and every
          expression that reads the answer fails, so that the stricter case applies; with `deny` the
          login is refused; values are used as if they were the answer.
        """)
public record Call(
        URI url,
        Method method,
        Map<String, Secret> headers,
        Map<String, Expression> body,
        Duration timeout,
        Map<String, AnswerField> answer,
        OnError onError) {
    /** The longest time of a call. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int MOST = 20;
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

    /** Headers that belong to the protocol. */
    private static final Set<String> PROTOCOL =
            Types.wordsOf(
                    """
                    accept connection content-encoding content-length content-type expect host
                    keep-alive proxy-authorization proxy-connection te trailer transfer-encoding
                    upgrade
                    """);

    public Call {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
        answer = Collections.unmodifiableMap(new LinkedHashMap<>(answer));
    }

    /** How it is sent. */
    public enum Method {
        GET,
        POST
    }

    static Section<Call> section() {
        return Section.of(
                        Call.class,
                        Map.of(
                                "url",
                                UrlTypes.WEBHOOK,
                                "method",
                                Types.choice(Map.of("GET", Method.GET, "POST", Method.POST)),
                                "headers",
                                new EntryMap<>(
                                        "names of headers, each with ${env:NAME} or ${file:PATH}",
                                        "names of headers, each with its value",
                                        new SecretType(),
                                        "HEADER",
                                        Call::checkHeaders),
                                "body",
                                new EntryMap<>(
                                        "names, each with an expression: "
                                                + ResultKind.VALUES.words(),
                                        "names, each with an expression",
                                        new ExpressionType(ResultKind.VALUES)),
                                "answer",
                                EntryMap.byId(AnswerField.section())
                                        .called("names, each with its type"),
                                "on-error",
                                new OnError.Type()))
                .checked(Call::check);
    }

    private static void checkHeaders(
            Map<String, Entry> entries, Map<String, Secret> values, ParseContext context) {
        values.forEach((name, value) -> {
            Entry entry = entries.get(name);
            if (entry != null
                    && (!HEADER.matcher(name).matches()
                            || PROTOCOL.contains(name.toLowerCase(Locale.ROOT)))) {
                context.error(
                        entry.key(),
                        "a header that the protocol itself sets, or no name of a header",
                        "other headers, for example Authorization or X-Api-Key",
                        "Remove it.");
            }
            if (entry != null && !HEADER_VALUE.matcher(value.reveal()).matches()) {
                context.error(
                        entry.value().place(),
                        "a value that no header can have",
                        "one line of printable ASCII",
                        "Correct what the reference leads to.");
            }
        });
    }

    private void check(Fields fields) {
        checkSize(fields, "headers", headers.size());
        checkSize(fields, "body", body.size());
        checkSize(fields, "answer", answer.size());
        if (method == Method.GET && fields.has("body")) {
            fields.error(
                    "body",
                    "a body with the method GET",
                    "a body with the method POST",
                    "Remove the body, or the method.");
        }
        if (timeout.compareTo(LONGEST) > 0) {
            fields.error(
                    "timeout",
                    timeout.toSeconds() + " seconds",
                    "at most " + LONGEST.toSeconds() + "s",
                    "Write less: the user waits that long.");
        }
        if (onError instanceof OnError.Answer(var values) && fields.sound("on-error")) {
            shape().problemOfStandIn(values)
                    .ifPresent(wrong ->
                            fields.error(
                                    "on-error",
                                    wrong,
                                    "a value of its type for each name in answer",
                                    "Write the values that later steps use after a failed call."));
        }
    }

    private static void checkSize(Fields fields, String key, int size) {
        if (size > MOST) {
            fields.error(key, size + " names", "at most " + MOST + " names", "Use several steps.");
        }
    }

    /** What the answer must have. */
    public AnswerShape shape() {
        return new AnswerShape(answer);
    }

    /**
     * The members of the JSON object that is sent; a value that the identity provider does not send
     * is null.
     *
     * @throws ExpressionException when one cannot be evaluated, or is no value of JSON
     */
    public Map<String, @Nullable Object> sent(EvaluationContext facts) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        body.forEach((name, value) ->
                members.put(name, value.value(facts).map(Call::json).orElse(null)));
        return members;
    }

    private static Object json(Object value) {
        return switch (value) {
            case String _, Boolean _, Long _ -> value;
            case Double number when Double.isFinite(number) -> number;
            case Instant time -> time.toString();
            case List<?> list -> list.stream().map(Call::json).toList();
            default -> throw new ExpressionException("a value of the body is no single value");
        };
    }

    /** Without the query, which may hold a key, and without the values of headers. */
    public String place() {
        return url.toString().split("[?]", 2)[0];
    }
}
