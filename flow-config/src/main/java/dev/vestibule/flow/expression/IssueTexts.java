package dev.vestibule.flow.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.types.CelType;
import dev.vestibule.flow.expression.Compilation.Issue;
import dev.vestibule.flow.expression.facts.Variable;
import dev.vestibule.flow.problem.Nearest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CEL's findings in the words of the documentation. */
record IssueTexts(Scope scope, String source) {
    private static final Pattern UNDECLARED =
            Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("undefined field '([^']*)'.*");
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*");
    private static final Pattern UNEXPECTED =
            Pattern.compile("(?:mismatched|extraneous) input (\\S+) expecting.*", Pattern.DOTALL);
    private static final Pattern ONE_LIST =
            Pattern.compile("\\((?:list\\(\\w+\\), \\w+|\\w+, list\\(\\w+\\))\\)");
    private static final Pattern MISSING =
            Pattern.compile("missing (\\S+) at (\\S+).*", Pattern.DOTALL);
    private static final Pattern NO_TOKEN =
            Pattern.compile("token recognition error at: '(.).*", Pattern.DOTALL);
    private static final Pattern HYPHENS =
            Pattern.compile("(claims|request\\.params)\\.([A-Za-z_]\\w*(?:-\\w+)*-)$");

    private static final String END = "'<EOF>'";

    static final String CEL = "an expression of the Common Expression Language";
    static final String READ_ABOUT_IT = "See the variables and functions in docs/expressions.md.";

    Issue translated(CelIssue issue) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int column = Math.max(0, issue.getSourceLocation().getColumn());
        String message = issue.getMessage();
        Matcher name = UNDECLARED.matcher(message);
        if (name.matches()) {
            return undeclared(name.group(1), line, column);
        }
        Matcher field = FIELD.matcher(message);
        if (field.matches()) {
            return new Issue(
                    line, column, "there is no " + field.group(1), members(), fieldRemedy(field));
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return new Issue(line, column, overloaded(overload), CEL, overloadRemedy(overload));
        }
        return new Issue(line, column, syntax(message), CEL, READ_ABOUT_IT);
    }

    private static String overloaded(Matcher overload) {
        return operator(overload.group(1)) + " cannot be used with " + overload.group(2);
    }

    /** CEL writes the operands of an operator as underscores. */
    private static String operator(String name) {
        String trimmed = name.replaceAll("^[_@]+|[_@]+$", "");
        return trimmed.matches("\\w+") ? trimmed : trimmed.replace("_", "");
    }

    private static String overloadRemedy(Matcher overload) {
        String name = operator(overload.group(1));
        String types = overload.group(2);
        boolean list = types.startsWith("list(") || ONE_LIST.matcher(types).matches();
        if (name.equals(Functions.IP_IN)) {
            return "Write ip_in(request.ip, [\"10.0.0.0/8\"]), for example: blocks are a list.";
        }
        if (list && Set.of("contains", "==", "!=").contains(name)) {
            return "Search a list with in: \"staff\" in account.groups, for example.";
        }
        return Set.of("==", "!=", "<", "<=", ">", ">=").contains(name)
                ? "Compare values of one type; a text is in quotes, a number is not."
                : READ_ABOUT_IT;
    }

    private String fieldRemedy(Matcher field) {
        if (field.group(1).equals(Variable.ANSWER)) {
            return "Only a call step that declares an answer has one.";
        }
        if (field.group(1).equals(Variable.VALUES)) {
            return "A call step has an answer, and no values.";
        }
        Stream<String> own =
                Arrays.stream(Variable.values())
                        .flatMap(variable -> variable.fields().stream())
                        .map(Variable.Field::name);
        Stream<String> answers =
                scope.answers().values().stream().flatMap(answer -> answer.keySet().stream());
        List<String> known =
                Stream.of(own, scope.steps().stream(), answers).flatMap(each -> each).toList();
        return Nearest.remedy(field.group(1), known, "Name one of them.");
    }

    private Issue undeclared(String name, int line, int column) {
        Optional<Variable> later = Variable.named(name);
        if (later.isPresent()) {
            return new Issue(
                    line,
                    column,
                    name + " is not known yet at this place",
                    names(),
                    later.get() == Variable.FIRST
                            ? "Only same-person compares with the first identity of the login."
                            : "Use it in a place where it is known: a later step, or an access rule.");
        }
        String here = source.lines().skip(line - 1L).findFirst().orElse("");
        String before =
                here.codePoints()
                        .limit(column)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        boolean called = here.startsWith("(", before.length());
        List<String> known =
                called
                        ? Functions.names()
                        : scope.variables().stream().map(Variable::text).toList();
        return new Issue(
                line,
                column,
                name + (called ? " is no function" : " is neither a variable nor a function"),
                called ? String.join(", ", known) : names(),
                Nearest.remedy(name, known, called ? READ_ABOUT_IT : unquoted(name, before)));
    }

    /** A name that is meant as a text, or as the rest of a claim's name. */
    private static String unquoted(String name, String before) {
        Matcher hyphens = HYPHENS.matcher(before);
        return hyphens.find()
                ? "Write %s[\"%s%s\"].".formatted(hyphens.group(1), hyphens.group(2), name)
                : "If it is a text, write it in quotes: \"" + name + "\".";
    }

    private static String syntax(String message) {
        if (message.contains("recursion limit")) {
            return "more than " + ExpressionLimits.DEPTH + " levels of nesting";
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.matches()) {
            return missing.group(1)
                    + " is missing "
                    + (missing.group(2).equals(END) ? "at the end" : "before " + missing.group(2));
        }
        Matcher token = NO_TOKEN.matcher(message);
        if (token.matches()) {
            return "'" + token.group(1) + "' is not expected here";
        }
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            return unexpected.group(1).equals(END)
                    ? "the expression ends too early"
                    : unexpected.group(1) + " is not expected here";
        }
        return message.lines().findFirst().orElse(message);
    }

    /** A part of an expression, in the form of a text. */
    static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private String names() {
        return Arrays.stream(Variable.values())
                .filter(scope.variables()::contains)
                .map(Variable::text)
                .collect(Collectors.joining(", "));
    }

    private String members() {
        String members =
                Arrays.stream(Variable.values())
                        .filter(scope.variables()::contains)
                        .filter(variable -> variable != Variable.STEPS)
                        .flatMap(variable ->
                                variable.fields().stream()
                                        .map(field -> variable.text() + "." + field.name()))
                        .collect(Collectors.joining(", "));
        return scope.steps().isEmpty() ? members : members + ", " + steps();
    }

    private String steps() {
        return scope.steps().stream()
                .sorted()
                .flatMap(this::step)
                .collect(Collectors.joining(", "));
    }

    private Stream<String> step(String id) {
        return Stream.concat(
                Stream.of("steps." + id),
                scope.answers().getOrDefault(id, Map.of()).keySet().stream()
                        .sorted()
                        .map(name -> "steps.%s.answer.%s".formatted(id, name)));
    }

    /** A type in words, with its article. */
    static String typeName(CelType type) {
        return switch (type.kind()) {
            case BOOL -> "true or false";
            case STRING -> "text";
            case INT, UINT, DOUBLE -> "a number";
            case TIMESTAMP -> "a time";
            case DURATION -> "a duration";
            case LIST -> "a list";
            case MAP, STRUCT -> "an object";
            case BYTES -> "bytes";
            case NULL_TYPE -> "null";
            case TYPE -> "a type";
            default -> "a value that cannot be used here";
        };
    }
}
