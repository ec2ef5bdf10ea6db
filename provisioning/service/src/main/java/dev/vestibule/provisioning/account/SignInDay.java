package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.Modifications;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When an account signed in last: written at most once a day. */
public final class SignInDay {
    private static final Duration PRECISION = Duration.ofDays(1);

    private SignInDay() {}

    /** Notes that the account signs in now; nothing where that is on record, to the day. */
    public static List<Modification> noted(AccountEntry account, Instant now) {
        Instant last = account.lastSignIn();
        return last != null && now.isBefore(last.plus(PRECISION))
                ? List.of()
                : List.of(
                        Modifications.replace(
                                SchemaNames.LAST_SIGN_IN,
                                StaticUtils.encodeGeneralizedTime(now.toEpochMilli())));
    }
}
