package dev.vestibule.flow.factor.recoverycode;

import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.schema.InvalidValue;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;

/** The keys of {@code factors.recovery_code}. */
public final class RecoveryCodeType implements FactorType<RecoveryCodeFactor> {
    private static final ScalarType<Integer> COUNT =
            new ScalarType<>("a whole number from 4 to 20", 10, RecoveryCodeType::count);

    private final Keys keys =
            new Keys(
                    "Codes that a user keeps for the day on which another factor is lost. Each is"
                            + " valid once; the account page shows them once and makes new ones.");
    private final Key<Integer> count =
            keys.preset("count", COUNT, "10").means("how many codes a user gets.");

    @Override
    public String id() {
        return RecoveryCodeFactor.ID;
    }

    @Override
    public String meaning() {
        return "codes for the day on which another factor is lost.";
    }

    @Override
    public Section<RecoveryCodeFactor> section() {
        return keys.reads(fields -> new RecoveryCodeFactor(fields.get(count)));
    }

    private static Integer count(String text) throws InvalidValue {
        InvalidValue.unless(
                text.matches("[4-9]|1[0-9]|20"), "which is not allowed", "Write 10, for example.");
        return Integer.valueOf(text);
    }
}
