package dev.vestibule.flow.factor.passkey;

import dev.vestibule.flow.factor.EnrolmentKey;
import dev.vestibule.flow.factor.Factor.Enrolment;
import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.factor.passkey.PasskeyFactor.UserVerification;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

/** The keys of {@code factors.passkey}. */
public final class PasskeyType implements FactorType<PasskeyFactor> {
    private final Keys keys =
            new Keys(
                    "Passkeys and security keys (Web Authentication). They belong to the host of"
                            + " `gateway.url`: users set them up again when that host changes.");
    private final Key<Enrolment> enrol = EnrolmentKey.in(keys);
    private final Key<UserVerification> userVerification =
            keys.preset("user-verification", Types.choice(UserVerification.values()), "required")
                    .means(
                            "whether the passkey checks its user by PIN or biometrics when it is a"
                                    + " second factor: `required`, `preferred` where it can, or"
                                    + " `discouraged`. A sign-in without a username always"
                                    + " requires it.");

    @Override
    public String id() {
        return PasskeyFactor.ID;
    }

    @Override
    public String meaning() {
        return "passkeys, as a second factor or to sign in without a username.";
    }

    @Override
    public Section<PasskeyFactor> section() {
        return keys.reads(
                fields -> new PasskeyFactor(fields.get(enrol), fields.get(userVerification)));
    }
}
