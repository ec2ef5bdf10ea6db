package dev.vestibule.gateway.factor.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.factor.totp.TotpFactor.Algorithm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

final class TotpSecretTest {

    /** The values of RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, SHA1, 20, 94287082",
        "59, SHA256, 32, 46119246",
        "59, SHA512, 64, 90693936",
        "1111111109, SHA1, 20, 07081804",
        "1111111109, SHA256, 32, 68084774",
        "1111111109, SHA512, 64, 25091201",
        "1234567890, SHA1, 20, 89005924",
        "2000000000, SHA256, 32, 90698825",
        "20000000000, SHA1, 20, 65353130",
        "20000000000, SHA256, 32, 77737706",
        "20000000000, SHA512, 64, 47863826",
    })
    void aCodeIsTheOneOfTheStandard(long seconds, Algorithm algorithm, int length, String code) {
        String seed = "1234567890".repeat(7).substring(0, length);
        TotpSecret secret = new TotpSecret(seed.getBytes(StandardCharsets.US_ASCII), algorithm, 8);

        assertThat(secret.code(TotpSecret.step(Instant.ofEpochSecond(seconds)))).isEqualTo(code);
    }

    @Test
    void anAppReadsTheSecretInBase32() {
        TotpSecret secret =
                new TotpSecret(
                        "12345678901234567890".getBytes(StandardCharsets.US_ASCII),
                        Algorithm.SHA1,
                        6);

        assertThat(secret.uri("login.example.org", "ada & co"))
                .isEqualTo(
                        "otpauth://totp/login.example.org:ada%20%26%20co?secret="
                                + "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=login.example.org"
                                + "&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void whatIsStoredIsReadAgainAndShownNowhere() {
        TotpSecret secret = TotpSecret.random(Algorithm.SHA256, 8, new Random(7));

        TotpSecret read = TotpSecret.parse(secret.text());

        assertThat(read.code(1)).isEqualTo(secret.code(1)).hasSize(8);
        assertThat(secret).hasToString("TotpSecret[hidden]");
    }
}
