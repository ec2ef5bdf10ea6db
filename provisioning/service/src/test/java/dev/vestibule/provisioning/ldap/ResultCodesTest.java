package dev.vestibule.provisioning.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ResultCodesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 10, 11, 51, 52, 80, 81, 82, 85, 91, 49, 8, 13})
    void whatMayPassMeansUnavailable(int code) {
        assertThat(failure(code, "")).isInstanceOf(DirectoryUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the server is read-only",
                "Database is read only",
                "shadow context; no update referral",
                "operation restricted"
            })
    void aReadOnlyServerMeansUnavailable(String message) {
        assertThat(failure(53, message)).isInstanceOf(DirectoryUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 53, 32, 64, 999})
    void anyOtherRefusalIsAPolicy(int code) {
        assertThat(failure(code, "no")).isInstanceOf(PolicyRefused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "17~foo: attribute type undefined~foo",
                "21~mail: value #0 invalid per syntax~mail",
                "65~attribute 'foo' not allowed~foo",
                "19~some value of attribute MAIL is too long~mail",
                "19~non-unique attributes found with (|(mail=x))~mail",
                "65~entry 'uid=a,dc=foo' has mail, which foobar and not-foo forbid~mail"
            })
    void theAttributeOfTheMessageIsNamed(int code, String message, String attribute) {
        Failure failure = failure(code, message);

        assertThat(failure).isInstanceOf(AttributeRejected.class);
        assertThat(((AttributeRejected) failure).attribute()).isEqualTo(attribute);
    }

    @Test
    void aRefusedLinkIsAConflict() {
        assertThat(failure(19, "non-unique attributes found with (vestibuleFederatedIdentity=x)"))
                .isInstanceOf(AccountConflict.class);
    }

    @Test
    void aMissingSchemaIsNoConflict() {
        assertThat(failure(17, "vestibuleFederatedIdentity: attribute type undefined"))
                .isInstanceOf(PolicyRefused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19, 21, 50, 53, 65, 80})
    void noMessageOfAServerIsPassedOn(int code) {
        assertThat(failure(code, "mail: secret-value is not allowed").detail())
                .doesNotContain("secret-value");
    }

    private static Failure failure(int code, String message) {
        LDAPResult answer =
                new LDAPResult(
                        1, ResultCode.valueOf(code), message, null, List.of(), List.<Control>of());
        return ResultCodes.failure(new LDAPException(answer), List.of("foo", "mail"));
    }
}
