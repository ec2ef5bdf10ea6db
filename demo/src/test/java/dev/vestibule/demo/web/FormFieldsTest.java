package dev.vestibule.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FormFieldsTest {
    @Test
    void decodesNamesAndValues() {
        assertThat(FormFields.parse("given_name=%C3%89milie&group%73=a%2C+b=c").values())
                .containsEntry("given_name", "Émilie")
                .containsEntry("groups", "a, b=c");
    }

    @Test
    void leavesOutWhatCannotBeDecoded() {
        assertThat(FormFields.parse("a=%zz&b=%4&=x&c&d=1").values()).containsOnlyKeys("d");
    }

    @Test
    void anAbsentFieldIsEmptyAndNotThere() {
        FormFields form = FormFields.parse("");
        assertThat(form.text("subject")).isEmpty();
        assertThat(form.has("subject")).isFalse();
    }
}
