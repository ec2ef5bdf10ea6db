package dev.vestibule.flow.username;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import java.text.Normalizer;
import java.util.Optional;

class UsernamePropertyTest {

    @Property
    void aUsernameIsBoundedNormalisedAndVisible(@ForAll @StringLength(max = 200) String wanted) {
        Username.of(wanted)
                .ifPresent(name -> {
                    assertThat(name).isNotBlank().hasSizeLessThanOrEqualTo(64);
                    assertThat(name).isEqualTo(name.strip());
                    assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC)).isTrue();
                    assertThat(name.codePoints().noneMatch(Character::isISOControl)).isTrue();
                });
    }

    @Property
    void writingAUsernameTwiceChangesNothing(@ForAll @StringLength(max = 80) String wanted) {
        Optional<String> name = Username.of(wanted);

        assertThat(name.flatMap(Username::of)).isEqualTo(name);
    }
}
