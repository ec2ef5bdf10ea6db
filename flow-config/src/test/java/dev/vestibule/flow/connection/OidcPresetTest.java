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

/** The facts about each provider that has a type of its own. */
final class OidcPresetTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "oidc, -, claims.preferred_username, ''",
                "google, https://accounts.google.com, claims.email.split(\"@\")[0], displayName givenName sn mail",
                "apple, https://appleid.apple.com, claims.email.split(\"@\")[0], displayName givenName sn mail",
                "microsoft, -, claims.preferred_username.split(\"@\")[0], displayName givenName sn",
                "gitlab, https://gitlab.com, claims.nickname, displayName mail",
                "okta, -, claims.preferred_username.split(\"@\")[0], displayName givenName sn mail",
                "auth0, -, claims.nickname, displayName givenName sn mail",
                "keycloak, -, claims.preferred_username, displayName givenName sn mail"
            })
    void eachHasItsFacts(String name, String issuer, String username, String attributes) {
        OidcPreset preset = OidcPreset.of(name);

        assertThat(preset.issuer() == null ? null : preset.issuer().toString()).isEqualTo(issuer);
        assertThat(preset.username()).isEqualTo(username);
        assertThat(String.join(" ", preset.attributes().stream().map(each -> each.name()).toList()))
                .isEqualTo(attributes);
        assertThat(preset.google()).isEqualTo(name.equals("google"));
    }

    @Test
    void everyExpressionCompiles() {
        for (OidcPreset preset : OidcPreset.ALL) {
            assertCompiles(preset.username(), ResultKind.TEXT);
            preset.attributes().forEach(each -> assertCompiles(each.value(), ResultKind.VALUES));
        }
    }

    /** An address that nobody verified is never written. */
    @Test
    void noneWritesAnAddressThatIsNotVerified() {
        List<String> conditions =
                OidcPreset.ALL.stream()
                        .flatMap(preset -> preset.attributes().stream())
                        .filter(each -> each.name().equals("mail"))
                        .map(each -> String.valueOf(each.when()))
                        .distinct()
                        .toList();

        assertThat(conditions).containsExactly("claims.email_verified");
    }

    private static void assertCompiles(String expression, ResultKind kind) {
        assertThat(new ExpressionCompiler().compile(expression, Scope.provisioning(Set.of()), kind))
                .as(expression)
                .isInstanceOf(Compilation.Compiled.class);
    }
}
