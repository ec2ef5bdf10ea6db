package dev.vestibule.provisioning.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.PasswordExpiredControl;
import com.unboundid.ldap.sdk.controls.PasswordExpiringControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10WarningType;

import dev.vestibule.provisioning.vocabulary.PasswordStanding;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.Expired;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.ExpiresIn;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.Fine;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.GraceLogins;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.MustChange;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/** What no server of the conformance suite says, and what all of them must not be taken to say. */
class PolicyAnswerTest {
    private static final ResultCode RIGHT = ResultCode.SUCCESS;
    private static final ResultCode REFUSED = ResultCode.INVALID_CREDENTIALS;

    @ParameterizedTest
    @CsvSource({
        "525, unknown user, false",
        "52e, wrong password, false",
        "530, not at this hour, false",
        "531, not from here, false",
        "532, expired, true",
        "533, disabled, false",
        "701, account expired, false",
        "773, must change, true",
        "775, locked, false"
    })
    void ofTheSubCodesOfActiveDirectoryTwoProveThePassword(
            String code, String meaning, boolean proved) {
        BindResult answer =
                answer(
                        REFUSED,
                        "80090308: LdapErr: DSID-0C09041C, comment: AcceptSecurityContext error,"
                                + " data "
                                + code
                                + ", v4563");

        assertThat(PolicyAnswer.of(answer).proved()).as(meaning).isEqualTo(proved);
        assertThat(PolicyAnswer.of(answer).bound()).isFalse();
    }

    @Test
    void expiredAndMustChangeAreToldApart() {
        String message = "AcceptSecurityContext error, data %s, v1db1";

        assertThat(standing(answer(REFUSED, message.formatted("532")))).isEqualTo(new Expired());
        assertThat(standing(answer(REFUSED, message.formatted("773")))).isEqualTo(new MustChange());
        assertThat(standing(answer(REFUSED, "data 773"))).isNull();
        assertThat(standing(answer(REFUSED, null))).isNull();
    }

    @Test
    void theControlsOf389DirectoryServerAreUnderstood() {
        assertThat(standing(answer(RIGHT, null, new PasswordExpiringControl(3600))))
                .isEqualTo(new ExpiresIn(Duration.ofHours(1)));
        assertThat(standing(answer(RIGHT, null, new PasswordExpiredControl())))
                .isEqualTo(new MustChange());
        assertThat(standing(answer(REFUSED, null, new PasswordExpiredControl())))
                .isEqualTo(new Expired());
    }

    @Test
    void theControlOfTheDraftIsStrongerThanTheOthers() {
        BindResult grace =
                answer(
                        RIGHT,
                        null,
                        new PasswordExpiredControl(),
                        new DraftBeheraLDAPPasswordPolicy10ResponseControl(
                                DraftBeheraLDAPPasswordPolicy10WarningType.GRACE_LOGINS_REMAINING,
                                2,
                                DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_EXPIRED));

        assertThat(PolicyAnswer.of(grace)).isEqualTo(new PolicyAnswer(true, new GraceLogins(2)));
    }

    @ParameterizedTest
    @EnumSource(DraftBeheraLDAPPasswordPolicy10ErrorType.class)
    void ofARefusedBindTheControlProvesThePasswordWhereOnlyItsAgeIsWrong(
            DraftBeheraLDAPPasswordPolicy10ErrorType error) {
        BindResult answer =
                answer(
                        REFUSED,
                        null,
                        new DraftBeheraLDAPPasswordPolicy10ResponseControl(null, -1, error));

        assertThat(PolicyAnswer.of(answer).proved())
                .isEqualTo(
                        error == DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_EXPIRED
                                || error
                                        == DraftBeheraLDAPPasswordPolicy10ErrorType
                                                .CHANGE_AFTER_RESET);
    }

    /** 389 Directory Server refuses a disabled account with 53, whatever the password. */
    @Test
    void noOtherCodeProvesAnything() {
        for (ResultCode code :
                new ResultCode[] {
                    ResultCode.UNWILLING_TO_PERFORM,
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    ResultCode.CONSTRAINT_VIOLATION,
                    ResultCode.SASL_BIND_IN_PROGRESS
                }) {
            assertThat(PolicyAnswer.of(answer(code, null, new PasswordExpiredControl())))
                    .isEqualTo(PolicyAnswer.REFUSED);
        }
    }

    @Test
    void aControlThatCannotBeReadChangesNothing() {
        Control broken =
                new Control(
                        DraftBeheraLDAPPasswordPolicy10ResponseControl.PASSWORD_POLICY_RESPONSE_OID,
                        false,
                        new ASN1OctetString("broken"));

        assertThat(standing(answer(RIGHT, null, broken))).isEqualTo(new Fine());
        assertThat(standing(answer(REFUSED, null, broken))).isNull();
    }

    private static @Nullable PasswordStanding standing(BindResult answer) {
        return PolicyAnswer.of(answer).standing();
    }

    private static BindResult answer(
            ResultCode code, @Nullable String message, Control... controls) {
        return new BindResult(1, code, message, null, null, controls);
    }
}
