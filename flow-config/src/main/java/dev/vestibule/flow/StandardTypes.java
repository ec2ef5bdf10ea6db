package dev.vestibule.flow;

import dev.vestibule.flow.connection.AuthenticatorTypes;
import dev.vestibule.flow.connection.OAuthType;
import dev.vestibule.flow.connection.OidcType;
import dev.vestibule.flow.factor.FactorTypes;
import dev.vestibule.flow.factor.emailotp.EmailOtpFactor;
import dev.vestibule.flow.factor.magiclink.MagicLinkFactor;
import dev.vestibule.flow.factor.passkey.PasskeyFactor;
import dev.vestibule.flow.factor.password.PasswordFactor;
import dev.vestibule.flow.factor.recoverycode.RecoveryCodeFactor;
import dev.vestibule.flow.factor.totp.TotpFactor;
import dev.vestibule.flow.step.StepTypes;
import dev.vestibule.flow.step.ask.AskStep;
import dev.vestibule.flow.step.assign.AssignStep;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.call.CallStep;
import dev.vestibule.flow.step.deny.DenyStep;
import dev.vestibule.flow.step.limitsessions.LimitSessionsStep;
import dev.vestibule.flow.step.notice.NoticeStep;
import dev.vestibule.flow.step.notify.NotifyStep;
import dev.vestibule.flow.step.set.SetStep;

import java.util.List;

/** The kinds of steps, connections and factors that the product has: one line for each. */
public final class StandardTypes {
    private StandardTypes() {}

    /** The kinds of steps. */
    public static StepTypes steps() {
        return new StepTypes(
                List.of(
                        AuthenticateStep.type(), //
                        DenyStep.type(),
                        NoticeStep.type(),
                        AskStep.type(),
                        SetStep.type(),
                        LimitSessionsStep.type(),
                        CallStep.type(),
                        NotifyStep.type(),
                        AssignStep.type()));
    }

    /** The kinds of connections. */
    public static AuthenticatorTypes authenticators() {
        return new AuthenticatorTypes(
                List.of(OidcType.type(), OAuthType.github(), OAuthType.facebook()));
    }

    /** The kinds of factors. */
    public static FactorTypes factors() {
        return new FactorTypes(
                List.of(
                        PasswordFactor.type(), //
                        PasskeyFactor.type(),
                        TotpFactor.type(),
                        EmailOtpFactor.type(),
                        MagicLinkFactor.type(),
                        RecoveryCodeFactor.type()));
    }
}
