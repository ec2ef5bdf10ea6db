package dev.vestibule.flow.expression.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications may take for another method, or another browser, fails an expression. */
class UnclearRequestTest {
    private final Expressions expressions = new Expressions();

    @Test
    void aMethodThatIsNotClearFails() {
        RequestFacts request = request(null, "test", null);

        assertThatThrownBy(() -> test(request, "request.method == 'DELETE'"))
                .isInstanceOf(ExpressionException.class);
        assertThatThrownBy(() -> test(request, "has(request.method)"))
                .isInstanceOf(ExpressionException.class);
        assertThat(test(request, "request.path == '/'")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_method=DELETE", "%5fmethod=put", "_METHOD=x", "_method[]=x", "a=1;b"})
    void aPostMayStandForAnotherMethod(String query) {
        assertThatThrownBy(() -> test(request("POST", "", query), "request.method == 'DELETE'"))
                .isInstanceOf(ExpressionException.class);
        assertThat(test(request("GET", "", query), "request.method == 'GET'")).isTrue();
    }

    @Test
    void aUserAgentThatIsNotClearFails() {
        assertThatThrownBy(() ->
                        test(request("GET", null, null), "!request.user_agent.contains('bot')"))
                .isInstanceOf(ExpressionException.class);
        assertThat(test(request("GET", "", null), "request.user_agent == ''")).isTrue();
    }

    private boolean test(RequestFacts request, String condition) {
        return expressions.condition(condition).test(EvaluationFixture.facts(request));
    }

    private static RequestFacts request(
            @Nullable String method, @Nullable String agent, @Nullable String query) {
        return EvaluationFixture.request(method, "/", agent, query);
    }
}
