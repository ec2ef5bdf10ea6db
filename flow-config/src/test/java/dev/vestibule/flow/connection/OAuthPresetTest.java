package dev.vestibule.flow.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.expression.Compilation;
import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Set;

/** The facts about each provider without OpenID Connect. */
final class OAuthPresetTest {
    private static final List<OAuthPreset> ALL = List.of(OAuthPreset.GITHUB, OAuthPreset.FACEBOOK);

    @ParameterizedTest
    @CsvSource({
        "0, github, https://github.com, claims.preferred_username, read:user user:email, displayName mail",
        "1, facebook, https://www.facebook.com, claims.email.split(\"@\")[0], public_profile email, displayName givenName sn"
    })
    void eachHasItsFacts(
            int at, String name, String issuer, String username, String scopes, String attributes) {
        OAuthPreset preset = ALL.get(at);

        assertThat(preset.name()).isEqualTo(name);
        assertThat(preset.issuer()).hasToString(issuer);
        assertThat(preset.username()).isEqualTo(username);
        assertThat(String.join(" ", preset.scopes())).isEqualTo(scopes);
        assertThat(preset.attributes().stream().map(each -> each.name()).toList())
                .isEqualTo(List.of(attributes.split(" ")));
    }

    @Test
    void everyExpressionCompilesAndNoAddressIsWrittenThatIsNotVerified() {
        for (OAuthPreset preset : ALL) {
            assertCompiles(preset.username(), ResultKind.TEXT);
            preset.attributes()
                    .forEach(each -> {
                        assertCompiles(each.value(), ResultKind.VALUES);
                        assertThat(each.name().equals("mail")).isEqualTo(each.when() != null);
                    });
        }
    }

    private static void assertCompiles(String expression, ResultKind kind) {
        assertThat(new ExpressionCompiler().compile(expression, Scope.provisioning(Set.of()), kind))
                .as(expression)
                .isInstanceOf(Compilation.Compiled.class);
    }
}
