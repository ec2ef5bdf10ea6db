package dev.vestibule.flow;

import dev.vestibule.flow.connection.AuthenticatorTypes;
import dev.vestibule.flow.connection.OidcType;
import dev.vestibule.flow.step.StepTypes;
import dev.vestibule.flow.step.authenticate.AuthenticateType;
import dev.vestibule.flow.step.deny.DenyType;
import dev.vestibule.flow.step.notice.NoticeType;

import java.util.List;

/** The kinds of steps and of connections that the product has: one line for each. */
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
}
