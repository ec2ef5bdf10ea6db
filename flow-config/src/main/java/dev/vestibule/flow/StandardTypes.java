package dev.vestibule.flow;

import dev.vestibule.flow.connection.AuthenticatorTypes;
import dev.vestibule.flow.connection.OidcType;
import dev.vestibule.flow.factor.FactorTypes;
import dev.vestibule.flow.factor.emailotp.EmailOtpType;
import dev.vestibule.flow.factor.magiclink.MagicLinkType;
import dev.vestibule.flow.factor.passkey.PasskeyType;
import dev.vestibule.flow.factor.password.PasswordType;
import dev.vestibule.flow.factor.recoverycode.RecoveryCodeType;
import dev.vestibule.flow.factor.totp.TotpType;
import dev.vestibule.flow.step.StepTypes;
import dev.vestibule.flow.step.authenticate.AuthenticateType;
import dev.vestibule.flow.step.deny.DenyType;
import dev.vestibule.flow.step.notice.NoticeType;

import java.util.List;

/** The kinds of steps, connections and factors that the product has: one line for each. */
public final class StandardTypes {
    private StandardTypes() {}

    /** The kinds of steps. */
    public static StepTypes steps() {
        return new StepTypes(
                List.of(
                        new AuthenticateType(), //
                        new DenyType(),
                        new NoticeType()));
    }

    /** The kinds of connections. */
    public static AuthenticatorTypes authenticators() {
        return new AuthenticatorTypes(List.of(new OidcType()));
    }

    /** The kinds of factors. */
    public static FactorTypes factors() {
        return new FactorTypes(
                List.of(
                        new PasswordType(), //
                        new PasskeyType(),
                        new TotpType(),
                        new EmailOtpType(),
                        new MagicLinkType(),
                        new RecoveryCodeType()));
    }
}
