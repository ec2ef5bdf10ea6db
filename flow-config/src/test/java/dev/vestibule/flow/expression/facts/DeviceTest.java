package dev.vestibule.flow.expression.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.expression.Expression;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** Devices in words. */
final class DeviceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0|Firefox|Linux",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/140.0 Safari/537.36 Edg/140.0|Edge|Windows",
                "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/140.0 Mobile Safari/537.36|Chrome|Android",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
                        + " (KHTML, like Gecko) Version/18.0 Mobile Safari/604.1|Safari|iPhone",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15"
                        + " Version/18.0 Safari/605.1.15|Safari|macOS"
            })
    void aBrowserIsNamedWithItsSystem(String agent, String browser, String system) {
        assertThat(Device.of(agent)).isEqualTo(new Device(browser, system));
    }

    @Test
    void whatSaysNothingHasNoName() {
        assertThat(Device.of("")).isEqualTo(new Device(null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Safari/604.1|iOS|Safari|true",
                "Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36|Android|Chrome|true",
                "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36|Windows|Chrome|false",
                "strange|''|''|false",
                "''|''|''|false"
            })
    void conditionsSeeTheDevice(String agent, String os, String browser, boolean mobile) {
        EvaluationContext facts =
                EvaluationFixture.facts(EvaluationFixture.request("GET", "/", agent, null));

        assertThat(
                        new Expressions()
                                .condition(
                                        "user_agent.os == '%s' && user_agent.browser == '%s' && user_agent.mobile == %s"
                                                .formatted(os, browser, mobile))
                                .test(facts))
                .isTrue();
    }

    @Test
    void aDeviceThatIsNotClearFailsTheCondition() {
        EvaluationContext facts =
                EvaluationFixture.facts(EvaluationFixture.request("GET", "/", null, null));

        for (String condition :
                List.of(
                        "!user_agent.mobile",
                        "user_agent.os != 'Windows'",
                        "!has(user_agent.os)")) {
            Expression expression = new Expressions().condition(condition);
            assertThat(expression.readsRequest()).isTrue();
            assertThatThrownBy(() -> expression.test(facts))
                    .isInstanceOf(ExpressionException.class);
        }
    }
}
