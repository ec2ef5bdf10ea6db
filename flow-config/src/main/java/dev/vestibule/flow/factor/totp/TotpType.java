package dev.vestibule.flow.factor.totp;

import dev.vestibule.flow.factor.EnrolmentKey;
import dev.vestibule.flow.factor.Factor.Enrolment;
import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.factor.totp.TotpFactor.Algorithm;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

import java.util.Map;

/** The keys of {@code factors.totp}. */
public final class TotpType implements FactorType<TotpFactor> {
    private final Keys keys =
            new Keys(
                    "One-time codes of an authenticator app (RFC 6238). A code lives for 30"
                            + " seconds; the one before and the one after are accepted too, each"
                            + " once.");
    private final Key<Enrolment> enrol = EnrolmentKey.in(keys);
    private final Key<Algorithm> algorithm =
            keys.preset("algorithm", Types.choice(Algorithm.values()), "sha1")
                    .means(
                            "the hash function of new secrets; many authenticator apps know `sha1`"
                                    + " only.");
    private final Key<Integer> digits =
            keys.preset("digits", Types.choice(Map.of("6", 6, "8", 8)), "6")
                    .means("the length of the codes of new secrets.");

    @Override
    public String id() {
        return TotpFactor.ID;
    }

    @Override
    public String meaning() {
        return "one-time codes of an authenticator app.";
    }

    @Override
    public Section<TotpFactor> section() {
        return keys.reads(fields ->
                new TotpFactor(fields.get(enrol), fields.get(algorithm), fields.get(digits)));
    }
}
