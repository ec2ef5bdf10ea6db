package dev.vestibule.flow.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vestibule.flow.schema.Key.Need;
import dev.vestibule.flow.schema.KeyTable.Named;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class RecordSectionTest {
    @KeyTable(
            """
            A section for the tests,
            in two lines.
            | pause | `30s` | how long
              it waits.
            | a-name | **required** | the name.
            | note | `x` without more | a note.
            """)
    private record Sound(Duration pause, @Named("a-name") String name, @Nullable String note) {}

    @KeyTable(
            """
            A section.
            | pause | `30s` | how long.
            """)
    private record Keyless(Duration pause, String name) {}

    @KeyTable(
            """
            A section.
            | pause | never | how long.
            """)
    private record Uncertain(Duration pause) {}

    @KeyTable(
            """
            A section.
            | other | none | something.
            """)
    private record Typeless() {}

    @Test
    void theTableDescribesTheKeys() {
        Section<Sound> section = Section.of(Sound.class);

        assertThat(section.meaning()).isEqualTo("A section for the tests, in two lines.");
        assertThat(section.keys())
                .extracting(Key::name, Key::need, Key::preset, Key::meaning)
                .containsExactly(
                        tuple("pause", Need.PRESET, "30s", "how long it waits."),
                        tuple("a-name", Need.REQUIRED, "", "the name."),
                        tuple("note", Need.OPTIONAL, "`x` without more", "a note."));
    }

    @Test
    void typesFollowFromTheComponentsUnlessTheyAreGiven() {
        Section<Sound> section = Section.of(Sound.class, Map.of("a-name", Types.ID_TEXT));

        assertThat(section.keys().get(0).type()).isEqualTo(Types.DURATION);
        assertThat(section.keys().get(1).type()).isEqualTo(Types.ID_TEXT);
        assertThat(section.keys().get(2).type()).isEqualTo(Types.TEXT);
    }

    @Test
    void aComponentWithoutAKeyIsFoundWhenTheSectionIsMade() {
        assertThatThrownBy(() -> Section.of(Keyless.class)).hasMessageContaining("name");
    }

    @Test
    void aComponentThatCouldBeWithoutAValueIsFound() {
        assertThatThrownBy(() -> Section.of(Uncertain.class)).hasMessageContaining("pause");
    }

    @Test
    void aKeyWithoutATypeIsFound() {
        assertThatThrownBy(() -> Section.of(Typeless.class)).hasMessageContaining("other");
    }
}
