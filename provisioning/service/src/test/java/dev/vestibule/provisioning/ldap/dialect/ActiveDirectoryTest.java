package dev.vestibule.provisioning.ldap.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveDirectoryTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "staff|staff",
                "a,b|a_b",
                "*)(uid=*|_)(uid__",
                "back\\slash|back_slash",
                "dots..|dots",
                "\"/[]:;=+?<>@|____________",
                "...|group"
            })
    void aGroupsShortNameHasNothingThatADomainRefuses(String name, String expected) {
        assertThat(ActiveDirectory.shortName(name, 1)).isEqualTo(expected);
    }

    @Test
    void aNameThatIsTakenGivesWayToOthers() {
        assertThat(ActiveDirectory.shortName("staff", 2)).isEqualTo("staff-group");
        assertThat(ActiveDirectory.shortName("staff", 3)).isEqualTo("staff-group3");
    }
}
