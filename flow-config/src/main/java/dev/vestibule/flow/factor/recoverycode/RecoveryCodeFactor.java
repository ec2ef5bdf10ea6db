package dev.vestibule.flow.factor.recoverycode;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

import java.util.Map;

/**
 * Codes for the day on which another factor is lost; each is valid once.
 *
 * @param count how many a user gets
 */
@KeyTable(
        """
        Codes that a user keeps for the day on which another factor is lost. Each is valid once; the
        account page shows them once and makes new ones.
        | count | `10` | how many codes a user gets.
        """)
public record RecoveryCodeFactor(int count) implements Factor {
    /** Its id. */
    public static final String ID = "recovery_code";

    /** Its kind. */
    public static FactorType<RecoveryCodeFactor> type() {
        return new FactorType<>(
                ID,
                "codes for the day on which another factor is lost.",
                RecoveryCodeFactor.class,
                Section.of(RecoveryCodeFactor.class, Map.of("count", Types.number(4, 20, 10))));
    }

    @Override
    public boolean isSealed() {
        return true;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Enrolment enrolment() {
        return Enrolment.ALLOW;
    }
}
