package dev.vestibule.flow.scenario;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.JsonObjectType;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.OpenSection;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.schema.ValueType;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys of an imagined login. */
final class GivenSection {
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

    private static final ScalarType<String> ADDRESS =
            new ScalarType<>(
                    "an IP address, for example 10.0.0.7", "127.0.0.1", GivenSection::address);
    private static final ScalarType<String> HTTP_METHOD =
            new ScalarType<>("a method in capital letters", "GET", GivenSection::method);
    private static final ScalarType<String> REQUEST_PATH =
            new ScalarType<>("a path that starts with /", "/", GivenSection::path);
    private static final ScalarType<Instant> INSTANT =
            new ScalarType<>(
                    "a time in UTC, for example 2026-01-01T12:00:00Z",
                    Given.NOON,
                    GivenSection::instant);

    private static final EntryMap<String> TEXTS =
            new EntryMap<>("text by name", "names with their texts", Types.TEXT);
    private static final EntryMap<List<String>> VALUES =
            new EntryMap<>(
                    "values by LDAP attribute",
                    "LDAP attributes with their values",
                    Types.listOf(Types.TEXT));
    private static final ScalarType<Integer> TIMES =
            new ScalarType<>("true, false or how many times", 0, GivenSection::times);
    private static final JsonObjectType CLAIMS =
            new JsonObjectType("claims, each with its value", GivenStep.ANY_USER);
    private static final JsonObjectType ANSWER =
            new JsonObjectType("values by name, as a server answers", Map.of());
    private static final Section<GivenStep> STEP =
            Section.of(
                    GivenStep.class,
                    Map.of(
                            "option",
                            Types.ID_TEXT,
                            "claims",
                            CLAIMS,
                            "answers",
                            TEXTS,
                            "answer",
                            ANSWER,
                            "fails",
                            TIMES,
                            "failures",
                            Types.number(0, 1_000, 3)));
    private static final Section<Written> WRITTEN =
            Section.of(
                    Written.class,
                    Map.of(
                            "flow", Types.ID_TEXT,
                            "app", Types.ID_TEXT,
                            "now", INSTANT,
                            "ip", ADDRESS,
                            "host", UrlTypes.HOST_NAME,
                            "method", HTTP_METHOD,
                            "path", REQUEST_PATH,
                            "params", TEXTS,
                            "attributes", VALUES));

    private GivenSection() {}

    @KeyTable(
            """
            The login of a test. Beside these keys, the id of each step can be written with what the
            step results in.
            | flow | the flow of `app` | the flow that is passed; one of `flow` and `app` is required.
            | app | the first app of `flow` | the app that the user asks for.
            | request | its defaults | the request that asks for it.
            | account | none | the account that the directory has for the user before the login: it is
              linked to the first identity, and it is the one that factors belong to.
            | known-device | `false` | whether the account has called the device its own, see
              `remember-device`.
            | acr | none | the levels of authentication that the login is asked for.
            | now | `2026-01-01T12:00:00Z` | the time of the login; the default is the same in each
              run.
            """)
    private record Written(
            @Nullable String flow,
            @Nullable String app,
            GivenRequest request,
            @Nullable Owner account,
            boolean knownDevice,
            List<String> acr,
            Instant now) {
        Given with(Map<String, GivenStep> steps) {
            return new Given(
                    flow,
                    app,
                    request,
                    account == null ? null : account.facts(),
                    now,
                    knownDevice,
                    acr,
                    steps);
        }
    }

    @KeyTable(
            """
            An account that the directory has before the login.
            | username | **required** | the name of the account.
            | groups | none | the groups that it is a member of.
            | attributes | none | the values of its attributes.
            """)
    private record Owner(
            String username, List<String> groups, Map<String, List<String>> attributes) {
        AccountFacts facts() {
            return new AccountFacts(username, groups, attributes);
        }
    }

    static ValueType<Given> type() {
        return new OpenSection<>(
                WRITTEN,
                new EntryMap<>(
                        "ids of steps",
                        "ids of steps, each with its result",
                        STEP,
                        "STEP",
                        (_, _, _) -> {}),
                Written::with);
    }

    private static Integer times(String text) throws InvalidValue {
        return switch (text) {
            case "true" -> Integer.MAX_VALUE;
            case "false" -> 0;
            default -> {
                unless(
                        text.matches("[0-9]{1,3}"),
                        "which is none of them",
                        "Write fails: true, or fails: 1.");
                yield Integer.valueOf(text);
            }
        };
    }

    private static String address(String text) throws InvalidValue {
        try {
            unless(!text.contains("/"), "which is a block of addresses", "Write one address.");
            CidrBlock.parse(text);
            return text;
        } catch (IllegalArgumentException malformed) {
            throw new InvalidValue("which is no IP address", "Write one, for example 10.0.0.7.");
        }
    }

    private static String method(String text) throws InvalidValue {
        unless(METHOD.matcher(text).matches(), "which is no method", "Write GET, for example.");
        return text;
    }

    private static String path(String text) throws InvalidValue {
        unless(
                text.startsWith("/") && text.indexOf('?') < 0 && text.length() <= 2_000,
                "which is not such a path",
                "Write it with the slash, and its query under params.");
        return text;
    }

    private static Instant instant(String text) throws InvalidValue {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new InvalidValue(
                    "which is no such time", "Write it as 2026-01-01T12:00:00Z, in quotes or not.");
        }
    }
}
