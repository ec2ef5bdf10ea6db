package dev.vestibule.flow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class ExpressionTest {
    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.ip == '10.1.2.3'",
                "request.host == 'wiki.example.org' && request.method == 'GET'",
                "request.params.team == 'red'",
                "request.user_agent.contains('es')",
                "connection == 'corp' && app == 'wiki'",
                "account.username == 'ada' && 'staff' in account.groups",
                "account.attributes.mail[0].endsWith('@example.org')",
                "steps.first.option == 'corp' && steps.first.authenticated",
                "'pwd' in steps.first.amr && now - steps.first.at < duration('2m')",
                "has(steps.first) && !has(steps.second)",
                "ip_in(request.ip, ['192.168.0.0/16', '10.0.0.0/8'])",
                "!ip_in(request.ip, ['::/0', '10.2.0.0/16'])",
                "'a@b'.split('@')[1] == 'b' && ['a', 'b'].join('-') == 'a-b'",
                "'app-x'.replace('app-', '') == 'x' && ' A '.trim().lowerAscii() == 'a'",
                "!has(claims.email) && claims.sub == '1'",
            })
    void conditionsSeeTheFacts(String source) {
        assertThat(condition(source).test(EvaluationFixture.signedIn("/", "staff"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a' in claims.nope + claims.list",
                "'a' in claims.list + claims['no.pe'] + claims.realm.nope",
                "'x' in claims.nope.roles + ['x']",
                "!('a' in claims.nope + claims.nope.roles)",
                "(claims.nope + claims.list).exists(group, group == 'a')",
                "(claims.list + claims.nope).filter(group, group != 'b') == ['a']",
                "claims.nope + ['b'] == ['b']",
                "has(claims.list) && 'b' in (claims.nope + claims.list)",
            })
    void aMissingClaimIsAnEmptyListInASumOfLists(String source) {
        assertThat(condition(source).test(withLists(Map.of()))).isTrue();
    }

    /**
     * What is stored elsewhere is not missing, and a sum of texts with a missing one is unknown.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a' in claims.elsewhere + claims.list",
                "claims.nope + claims.gone != 'blocked'",
                "claims.sub + claims.nope != 'blocked'",
                "claims.nope + 'x' == 'x'",
                "size(claims.nope + claims.gone) == 0",
                "'a' in claims.nope",
                "'a' in claims.sub + claims.list",
            })
    void anyOtherMissingClaimFails(String source) {
        Map<String, Object> stored = Map.of("_claim_names", Map.of("elsewhere", "src1"));

        assertThatThrownBy(() -> condition(source).test(withLists(stored)))
                .isInstanceOf(ExpressionException.class);
    }

    @Test
    void theClaimsOfASumAreThoseThatItReads() {
        EvaluationContext facts =
                withLists(Map.of("gap", Arrays.asList("a", null), "claims", List.of()));

        assertThat(condition("'a' in claims.gap + claims.nope").readsGap(facts)).isTrue();
        assertThat(condition("'a' in claims.gap + claims.nope").source())
                .isEqualTo("'a' in claims.gap + claims.nope");
    }

    private static EvaluationContext withLists(Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(more);
        claims.put("sub", "1");
        claims.put("list", List.of("a", "b"));
        claims.put("realm", Map.of("roles", List.of("c")));
        EvaluationContext facts = EvaluationFixture.signedIn("/", "staff");
        return new EvaluationContext(
                facts.request(),
                claims,
                facts.connection(),
                facts.account(),
                facts.steps(),
                facts.app(),
                facts.now(),
                facts.first(),
                facts.acr());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claims.nope == 1",
                "claims.sub > 5",
                "claims.sub",
                "claims.sub.split('@')[3] == 'x'",
                "1 / (1 - 1) == 1",
                "steps.second.option == 'x'",
                "request.params.nope == 'x'",
                "ip_in(request.ip, [claims.sub])",
            })
    void aConditionThatCannotBeEvaluatedFails(String source) {
        Expression expression = condition(source);

        assertThatThrownBy(() -> expression.test(EvaluationFixture.signedIn("/")))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining(source)
                .hasNoCause();
    }

    @Test
    void aConditionOnSomebodyWhoIsNotKnownFails() {
        Expression expression = condition("!('x' in account.groups)");

        assertThatThrownBy(() -> expression.test(EvaluationFixture.visitor("/")))
                .isInstanceOf(ExpressionException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "request.path == '/x'                         ; true",
                "request.path == '/y'                         ; false",
                "request.path == '/y' && 'x' in account.groups ; false",
                "request.path == '/x' || has(claims.email)    ; true",
                "request.path == '/x' && has(claims.email)    ;",
                "!has(steps.first)                            ;",
                "connection == 'corp'                         ;",
                "!('x' in account.groups)                     ;",
            })
    void onlyALoginTellsWhatDependsOnThePerson(String source, Boolean expected) {
        assertThat(condition(source).testAnonymously(EvaluationFixture.visitor("/x")).orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void whoIsSignedInCountsForNothingInAnAnonymousTest() {
        Expression expression = condition("'staff' in account.groups");

        assertThat(expression.testAnonymously(EvaluationFixture.signedIn("/", "staff"))).isEmpty();
    }

    @Test
    void whatIsAbsentOrNullHasNoValue() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("nothing", null);
        claims.put("nested", Map.of("there", "x"));
        EvaluationContext facts = EvaluationFixture.identified(claims);

        assertThat(
                        List.of(
                                "claims.given_name",
                                "claims.nothing",
                                "claims.nested.nope",
                                "claims.nope.deeper",
                                "claims.nope.split('@')[0]"))
                .allSatisfy(source -> assertThat(mapping(source).value(facts)).isEmpty());
    }

    @Test
    void jsonValuesAreKnownWhateverTheirJavaType() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("int", 5);
        claims.put("big", BigInteger.valueOf(5));
        claims.put("decimal", new BigDecimal("1.5"));
        claims.put("float", 1.5f);
        claims.put("list", Arrays.asList(1, null, Map.of("a", 2)));
        EvaluationContext facts = EvaluationFixture.identified(claims);

        assertThat(
                        condition(
                                        "claims.int == 5 && claims.big == 5 && claims.decimal == 1.5"
                                                + " && claims.float > 1.0 && claims.list[0] == 1"
                                                + " && claims.list[1].a == 2 && size(claims) == 5")
                                .test(facts))
                .isTrue();
    }

    @Test
    void aWholeNumberThatOthersWouldEqualFailsTheExpression() {
        EvaluationContext facts =
                EvaluationFixture.identified(Map.of("id", new BigInteger("12345678901234567890")));

        assertThatThrownBy(() -> mapping("string(claims.id)").value(facts))
                .isInstanceOf(ExpressionException.class);
    }

    @Test
    void aClaimThatIsNoJsonFailsTheExpression() {
        EvaluationContext facts =
                EvaluationFixture.identified(Map.of("odd", new StringBuilder("x")));

        assertThatThrownBy(() -> mapping("claims.odd").value(facts))
                .isInstanceOf(ExpressionException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claims.canary + 1",
                "int(claims.canary) == 1",
                "{'a': 1}[claims.canary] == 1",
                "timestamp(claims.canary) == now",
                "ip_in(request.ip, [claims.canary])",
                "claims.canary.charAt(99) == ''",
            })
    void aFailureNeverTellsAClaimsValue(String source) {
        EvaluationContext facts = EvaluationFixture.identified(Map.of("canary", "hunter2"));
        Expression expression = mapping("[" + source + "]");

        try {
            expression.value(facts);
        } catch (ExpressionException failed) {
            assertThat(failed).hasNoCause();
            assertThat(failed.getMessage()).doesNotContain("hunter2");
            assertThat(failed.getSuppressed()).isEmpty();
        }
    }

    @Test
    void variablesAreThoseThatTheExpressionReads() {
        assertThat(condition("request.path == claims.x || ['a'].exists(y, y == app)").variables())
                .containsExactlyInAnyOrder("request", "claims", "app");
    }

    @Test
    void aConditionWithoutVariablesIsConstant() {
        assertThat(condition("1 == 1").variables()).isEmpty();
    }

    @Test
    void oneExpressionServesManyThreads() {
        Expression expression = condition("ip_in(request.ip, ['10.0.0.0/8']) && claims.n % 2 == 0");

        List<Boolean> results =
                IntStream.range(0, 2_000)
                        .parallel()
                        .mapToObj(
                                n -> expression.test(EvaluationFixture.identified(Map.of("n", n))))
                        .toList();

        assertThat(results).isEqualTo(IntStream.range(0, 2_000).mapToObj(n -> n % 2 == 0).toList());
    }

    @Test
    void aRangeFromAClaimIsNotRememberedForEver() {
        Expression expression = condition("ip_in(request.ip, [claims.range])");

        assertThat(IntStream.range(0, 5_000))
                .allSatisfy(n ->
                        assertThat(
                                        expression.test(
                                                EvaluationFixture.identified(
                                                        Map.of("range", "10.1.2.3/" + n % 33))))
                                .isTrue());
    }

    @Test
    void emptyListsAndMapsAreValues() {
        assertThat(
                        mapping("claims.list")
                                .value(EvaluationFixture.identified(Map.of("list", List.of()))))
                .contains(Collections.emptyList());
    }

    private Expression condition(String source) {
        return expressions.condition(source);
    }

    private Expression mapping(String source) {
        return expressions.mapping(source);
    }
}
