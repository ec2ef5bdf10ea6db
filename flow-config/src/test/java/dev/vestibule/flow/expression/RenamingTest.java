package dev.vestibule.flow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class RenamingTest {

    @ParameterizedTest
    @CsvSource({
        "/eng/(.*), $1, /eng/backend, backend",
        "/([^/]+)/([^/]+), $2-$1, /eng/backend, backend-eng",
        "'CN=([^,]+),.*', $1, 'CN=Ops,OU=Groups,DC=corp', Ops",
        "(?i)eng.*, engineering, ENGINEERS, engineering",
        "(a)|(b), x$1$2, b, xb",
        "cost, $$0, cost, $0",
        ".*, all-$0, ops, all-ops",
    })
    void aNameThatMatchesIsRenamed(String pattern, String template, String name, String renamed) {
        assertThat(Renaming.of(pattern).to(template).apply(name)).contains(renamed);
    }

    @ParameterizedTest
    @CsvSource({"eng, engineers", "eng, my-eng", "/eng/(.*), /x/eng/y", "eng, ENG"})
    void thePatternHasToMatchTheWholeName(String pattern, String name) {
        assertThat(Renaming.of(pattern).to("admins").apply(name)).isEmpty();
    }

    @Test
    void whatThePatternCapturedIsNotReadAsATemplate() {
        assertThat(Renaming.of("(.*)").to("$1").apply("$9")).contains("$9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2", "a$", "$x", "$1$ "})
    void aNameThatCannotBeFilledInIsRefused(String template) {
        Renaming renaming = Renaming.of("(a)");

        assertThatThrownBy(() -> renaming.to(template))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noNameKeepsAPatternBusy() {
        Renaming renaming = Renaming.of("(a*)*b").to("$1");

        // A pattern that goes back takes years: twenty seconds are for a busy machine.
        assertThat(Duration.ofSeconds(20))
                .isGreaterThan(timed(() -> renaming.apply("a".repeat(20_000))));
    }

    private static Duration timed(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
