package dev.vestibule.flow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class MasksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client-secret: hunter two",
                "client-secert: hunter two",
                "client secret: hunter two",
                "\"client-secret\": hunter two",
                "client-secret hunter two",
                "clientSecret:hunter two",
                "bind: { dn: cn=x, password: hunter two }",
                "- { passwort: hunter two",
                "keys: [hunter two",
                "listen: hunter-2024",
                "title: x # hunter two",
                "store: redis://user:hunter@host",
                "x: eyJhbGciOiJIUzIhunter1NiJ9.eyJzdWIiOiJ4In0.c2ln",
            })
    void whatMayBeASecretIsNotShown(String line) {
        assertThat(Masks.line(line))
                .doesNotContain("hunter")
                .contains(line.substring(0, 2).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ id: second, totp: required }",
                "authenticate: [password, totp, email_otp]",
                "client-secret: \"${env:GOOGLE_SECRET}\"",
                "bind: { dn: cn=x, password: \"${file:/run/secrets/ldap}\" }",
                "when: '\"contractors\" in account.groups'",
                "upstream: http://127.0.0.1:3000",
                "url: https://login.example.org",
                "lifetime: 12h",
            })
    void allElseIs(String line) {
        assertThat(Masks.line(line)).isEqualTo(line);
    }

    @Test
    void aLineOfAValueIsNotShownWhereItsKeyNamesASecret() {
        List<String> lines = List.of("a:", "  secret: |", "    one", "     two", "  b: c");
        assertThat(Masks.line(lines, 2)).isEmpty();
        assertThat(Masks.line(lines, 3)).isEmpty();
        assertThat(Masks.line(lines, 4)).contains("  b: c");
    }
}
