package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

class PasswordHashTest {
    private final PasswordHasher hasher = new PasswordHasher(3, new SecureRandom());

    /** Made with OpenSSL 3: openssl kdf -kdfopt digest:SHA512 ... PBKDF2. */
    @Test
    void whatAnotherToolMadeIsRecognised() {
        byte[] key =
                HexFormat.of()
                        .parseHex(
                                "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5"
                                        + "143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239"
                                        + "434af2d5");
        PasswordHash known = new PasswordHash(4096, utf8("salt"), key);

        assertThat(hasher.matches(known, utf8("password"))).isTrue();
        assertThat(hasher.matches(known, utf8("Password"))).isFalse();
    }

    @Property(tries = 200)
    void everyTextMatchesItsOwnValueAndNoOther(
            @ForAll @StringLength(min = 1, max = 40) String password,
            @ForAll @StringLength(min = 1, max = 40) String other)
            throws LDAPException {
        Assume.that(password.indexOf(0) < 0);
        byte[] bytes = utf8(password);
        String stored = new String(hasher.hash(bytes).stored(), StandardCharsets.US_ASCII);

        PasswordHash read = requireNonNull(PasswordHash.ofStored(utf8(stored)));

        assertThat(hasher.matches(read, bytes)).isTrue();
        assertThat(hasher.matches(read, utf8(other))).isEqualTo(Arrays.equals(utf8(other), bytes));
        assertThat(stored).matches("\\{PBKDF2-SHA512}3\\$[A-Za-z0-9./]{22}\\$[A-Za-z0-9./]{86}");
    }

    @Test
    void onePasswordNeverHasTheSameValueTwice() throws LDAPException {
        assertThat(hasher.hash(utf8("x")).stored()).isNotEqualTo(hasher.hash(utf8("x")).stored());
    }

    @Test
    void whatIsNoTextIsNoPassword() {
        byte[][] unfit = {{(byte) 0xff, (byte) 0xfe}, utf8("x\0"), utf8("\0x")};

        for (byte[] each : unfit) {
            assertRefused(each);
        }
    }

    private void assertRefused(byte[] password) {
        assertThatThrownBy(() -> hasher.hash(password))
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e ->
                                assertThat(e.getResultCode())
                                        .isEqualTo(ResultCode.CONSTRAINT_VIOLATION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1000",
                "1000$$",
                "0$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5",
                "-1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5",
                "99999999999$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5",
                "99999999$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5",
                "1000$c2FsdHNhbHQ$a2V5",
                "1000$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5$",
                "1000$c2Fs+HNhbHQ$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5"
            })
    void anythingElseIsNoValue(String text) {
        assertThat(PasswordHash.ofStored(utf8(PasswordHash.SCHEME + text))).isNull();
    }

    @Test
    void aHashShowsNothingOfItself() throws LDAPException {
        PasswordHash hash = hasher.hash(utf8("canary"));

        assertThat(hash.toString())
                .isEqualTo("PasswordHash[iterations=3]")
                .doesNotContain(Base64.getEncoder().encodeToString(hash.salt()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
