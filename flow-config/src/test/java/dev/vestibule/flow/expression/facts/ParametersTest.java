package dev.vestibule.flow.expression.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.expression.Expression;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Rules on parameters never rely on a reading that an application may not share. */
class ParametersTest {
    private static final List<String> KEYS = List.of("admin", "a_b", "a b", "Admin", "a[]", "a");

    private final Expressions expressions = new Expressions();
    private final Map<String, Expression> compiled = new HashMap<>();

    @Example
    void aParameterThatEverybodyReadsAlikeIsSeen() {
        assertThat(value("team=red&x=%C3%A4%20b", "team")).isEqualTo("red");
        assertThat(value("team=red&x=%C3%A4%20b", "x")).isEqualTo("\u00e4 b");
        assertThat(value("%74eam=red", "team")).isEqualTo("red");
        assertThat(value("&&team&", "team")).isEqualTo("");
        assertThat(value("team=a=b?c", "team")).isEqualTo("a=b?c");
        assertThat(present("other=1", "team")).isFalse();
        assertThat(present("", "team")).isFalse();
        assertThat(present(null, "team")).isFalse();
    }

    @Example
    void whatApplicationsReadInDifferentWaysIsSeenByNoRule() {
        for (String query :
                List.of(
                        "admin=0&admin=1",
                        "admin=1&admin=1",
                        "admin=0&%61dmin=1",
                        "admin=0&Admin=1",
                        "Admin=1",
                        "ADMIN=1",
                        "admin[]=1",
                        "admin[0]=1",
                        "admin[x][y]=1",
                        "admin%5B%5D=1",
                        "admin=0&admin[]=1",
                        "%20admin=1",
                        "+admin=1",
                        "admin%20=1",
                        "x=1;admin=1",
                        "x=1&amp;admin=1",
                        "x=%",
                        "x=%4",
                        "x=%zz",
                        "x=%u0041",
                        "x=%ff",
                        "x=%c0%ae",
                        "x=%ed%a0%80",
                        "%=1",
                        "admin%00=1",
                        "x=%00",
                        "x&".repeat(500) + "y")) {
            assertThatThrownBy(() -> present(query, "admin"))
                    .as(query)
                    .isInstanceOf(ExpressionException.class);
            assertThatThrownBy(() -> test(query, "!has(request.params.admin)"))
                    .as(query)
                    .isInstanceOf(ExpressionException.class);
            assertThatThrownBy(() -> test(query, "!('admin' in request.params)"))
                    .as(query)
                    .isInstanceOf(ExpressionException.class);
            assertThatThrownBy(() -> test(query, "request.params.all(name, name != 'admin')"))
                    .as(query)
                    .isInstanceOf(ExpressionException.class);
            assertThatThrownBy(() -> test(query, "size(request.params) < 9"))
                    .as(query)
                    .isInstanceOf(ExpressionException.class);
        }
    }

    @Example
    void aPlusIsASpaceForSomeAndAPlusForOthers() {
        assertThatThrownBy(() -> value("team=a+b", "team")).isInstanceOf(ExpressionException.class);
        assertThat(value("team=a%2Bb", "team")).isEqualTo("a+b");
    }

    @Example
    void whatIsUnclearDoesNotDisturbARuleOnAnotherParameter() {
        assertThat(value("team=red&x=1&x=2&y[]=3&z=a+b", "team")).isEqualTo("red");
        assertThat(present("x=1&x=2&y[]=3&z=a+b", "team")).isFalse();
    }

    @Example
    void allParametersCanBeLookedThrough() {
        assertThat(test("a=1&b=2", "request.params.all(name, name != 'admin')")).isTrue();
        assertThat(test("a=1&b=2", "size(request.params) == 2")).isTrue();
    }

    @Property(tries = 3000)
    void aRuleSeesWhatEveryApplicationSees(@ForAll("queries") String query) {
        for (String key : KEYS) {
            Object seen;
            try {
                seen = present(query, key) ? value(query, key) : null;
            } catch (ExpressionException stricter) {
                continue;
            }
            for (Application application : applications(key)) {
                assertThat(application.read(query)).as(key + " of " + query).isEqualTo(seen);
            }
        }
    }

    @Provide
    Arbitrary<String> queries() {
        Arbitrary<String> name =
                Arbitraries.of(
                        "admin", "Admin", "%61dmin", "a", "b", "a[]", "a.b", "a_b", "a%20b", "a+b",
                        "+a", "A", "a%5b%5d", "");
        Arbitrary<String> value =
                Arbitraries.of(
                        "", "=", "=0", "=1", "=%31", "=+", "=%2B", "=%C3%A4", "=a=b", "=%zz");
        Arbitrary<String> separator =
                Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(9, Arbitraries.just("&")),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(";")));
        Arbitrary<String> part =
                net.jqwik.api.Combinators.combine(name, value, separator)
                        .as((n, v, s) -> n + v + s);
        return part.list().ofMaxSize(3).map(parts -> String.join("", parts));
    }

    private interface Application {
        @Nullable String read(String query);
    }

    /** How applications of several kinds read one parameter; null when they find none. */
    private static List<Application> applications(String key) {
        return List.of(
                query -> picked(query, "&", false, true, UnaryOperator.identity(), key),
                query -> picked(query, "&", true, true, UnaryOperator.identity(), key),
                query -> picked(query, "[&;]", false, true, UnaryOperator.identity(), key),
                query -> picked(query, "&", true, false, UnaryOperator.identity(), key),
                query -> picked(query, "&", false, true, ParametersTest::lowerCase, key),
                query -> picked(query, "&", true, true, ParametersTest::asPhpDoes, key));
    }

    private static @Nullable String picked(
            String query,
            String separator,
            boolean last,
            boolean plus,
            UnaryOperator<String> naming,
            String key) {
        List<String> found = new ArrayList<>();
        for (String part : query.split(separator)) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals), plus);
            if (!part.isEmpty() && naming.apply(name).equals(naming.apply(key))) {
                found.add(decoded(equals < 0 ? "" : part.substring(equals + 1), plus));
            }
        }
        return found.isEmpty() ? null : last ? found.getLast() : found.getFirst();
    }

    private static String decoded(String text, boolean plus) {
        try {
            return URLDecoder.decode(
                    plus ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return text;
        }
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String asPhpDoes(String name) {
        String plain = name.replaceFirst("^ +", "");
        int bracket = plain.indexOf('[');
        String base = bracket > 0 ? plain.substring(0, bracket) : plain;
        return base.replaceAll("[ .]", "_");
    }

    private boolean present(@Nullable String query, String key) {
        return test(query, "'" + key + "' in request.params");
    }

    private Object value(@Nullable String query, String key) {
        return compiled.computeIfAbsent("request.params['" + key + "']", expressions::mapping)
                .value(EvaluationFixture.asking(query))
                .orElseThrow();
    }

    private boolean test(@Nullable String query, String condition) {
        return compiled.computeIfAbsent(condition, expressions::condition)
                .test(EvaluationFixture.asking(query));
    }
}
