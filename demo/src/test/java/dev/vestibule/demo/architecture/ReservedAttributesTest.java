package dev.vestibule.demo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.parse.ReservedAttributes;
import dev.vestibule.provisioning.account.ProtectedAttributes;

import org.junit.jupiter.api.Test;

/** Two modules that do not know each other refuse the same attributes. */
final class ReservedAttributesTest {

    @Test
    void theServiceRefusesWhatTheConfigurationRefusesAndNothingElse() {
        assertThat(ProtectedAttributes.names())
                .containsExactlyInAnyOrderElementsOf(ReservedAttributes.names());
        assertThat(ProtectedAttributes.prefixes())
                .containsExactlyInAnyOrderElementsOf(ReservedAttributes.prefixes());
    }
}
