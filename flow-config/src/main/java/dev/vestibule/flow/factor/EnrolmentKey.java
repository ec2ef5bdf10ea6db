package dev.vestibule.flow.factor;

import dev.vestibule.flow.factor.Factor.Enrolment;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Types;

/** The key {@code enrol}, which several kinds of factors have. */
public final class EnrolmentKey {
    private EnrolmentKey() {}

    /** Declares it. */
    public static Key<Enrolment> in(Keys keys) {
        return keys.preset("enrol", Types.choice(Enrolment.values()), "allow")
                .means(
                        "whether users set it up during a login: `allow` where the account has none"
                                + " of the step's factors yet, `require` always, `never` on the"
                                + " account page only.");
    }
}
