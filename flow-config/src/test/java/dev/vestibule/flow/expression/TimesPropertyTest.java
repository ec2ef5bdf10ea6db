package dev.vestibule.flow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ages, times of day and weekdays, beside other ways to compute them. */
class TimesPropertyTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Expressions EXPRESSIONS = new Expressions();

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(1900, 1, 1).toEpochDay(),
                        LocalDate.of(2040, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond);
    }

    @Property
    void anAgeIsTheNumberOfBirthdaysThatHavePassed(
            @ForAll("days") LocalDate born, @ForAll @IntRange(min = 0, max = 50_000) int later) {
        LocalDate today = born.plusDays(later);

        long age = Times.age(born.toString(), noon(today));

        assertThat(age).isEqualTo(Period.between(born, today).getYears());
        assertThat(born.plusYears(age)).isBeforeOrEqualTo(today);
    }

    @Property
    void nobodyGetsYounger(
            @ForAll("days") LocalDate born, @ForAll @IntRange(min = 0, max = 50_000) int later) {
        LocalDate today = born.plusDays(later);

        assertThat(Times.age(born.toString(), noon(today.plusDays(1))))
                .isBetween(
                        Times.age(born.toString(), noon(today)),
                        Times.age(born.toString(), noon(today)) + 1);
    }

    @Example
    void whoWasBornOnALeapDayIsOlderOnTheFirstOfMarch() {
        assertThat(Times.age("2008-02-29", noon(LocalDate.of(2026, 2, 28)))).isEqualTo(17);
        assertThat(Times.age("2008-02-29", noon(LocalDate.of(2026, 3, 1)))).isEqualTo(18);
        assertThat(Times.age("2008-02-29", noon(LocalDate.of(2028, 2, 29)))).isEqualTo(20);
        assertThat(Times.age("2010-03-01", noon(LocalDate.of(2028, 2, 29)))).isEqualTo(17);
    }

    @Property
    void anyOtherTextFails(@ForAll String text) {
        assertThatThrownBy(() -> Times.age(text, EvaluationFixture.NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void whatIsNoDateOfBirthFailsTheCondition() {
        for (Object birthdate :
                List.of(
                        "2026-11-24",
                        "0000-05-01",
                        "0001-01-01",
                        "1990",
                        "1990-5-1",
                        "1990-02-30",
                        "01.05.1990",
                        "+11990-05-01",
                        " 1990-05-01",
                        "",
                        19900501L,
                        List.of("1990-05-01"))) {
            EvaluationContext facts = EvaluationFixture.identified(Map.of("birthdate", birthdate));
            assertThatThrownBy(
                            () -> EXPRESSIONS.condition("age(claims.birthdate) >= 18").test(facts))
                    .as(birthdate.toString())
                    .isInstanceOf(ExpressionException.class)
                    .hasNoCause();
        }
        assertThat(
                        EXPRESSIONS
                                .condition("age(claims.birthdate) == 18")
                                .test(
                                        EvaluationFixture.identified(
                                                Map.of("birthdate", "2008-11-23"))))
                .isTrue();
    }

    @Property
    void aTimeOfDayIsInOneOfTwoHalves(
            @ForAll("instants") Instant now,
            @ForAll @IntRange(min = 0, max = 1439) int from,
            @ForAll @IntRange(min = 0, max = 1439) int to) {
        Assume.that(from != to);
        LocalTime time = LocalTime.ofInstant(now, BERLIN);
        int minute = time.getHour() * 60 + time.getMinute();
        int since = Math.floorMod(minute - from, 1440);

        boolean inside = between(from, to, now);

        assertThat(inside).isEqualTo(since < Math.floorMod(to - from, 1440));
        assertThat(between(to, from, now)).isNotEqualTo(inside);
    }

    @Property
    void aWeekdayIsTheOneOfTheZone(@ForAll("instants") Instant now) {
        String day =
                OffsetDateTime.ofInstant(now, BERLIN)
                        .getDayOfWeek()
                        .name()
                        .toLowerCase(Locale.ROOT);

        assertThat(EXPRESSIONS.condition("weekday('Europe/Berlin') == '" + day + "'").test(at(now)))
                .isTrue();
        assertThat(Times.weekdays()).contains(day);
    }

    @Example
    void aDomainIsThatOfAnUnambiguousAddress() {
        assertThat(domainOf("Ada@Example.ORG")).isEqualTo("example.org");
        for (String odd :
                List.of(
                        "",
                        "@",
                        "ada",
                        "ada@",
                        "a@b@example.org",
                        "\"a@x\"@example.org",
                        "a b@c.de")) {
            assertThatThrownBy(() -> domainOf(odd))
                    .as(odd)
                    .isInstanceOf(ExpressionException.class)
                    .hasNoCause();
        }
    }

    private static Object domainOf(String address) {
        return EXPRESSIONS
                .mapping("domain_of(claims.email)")
                .value(EvaluationFixture.identified(Map.of("email", address)))
                .orElseThrow();
    }

    private static boolean between(int from, int to, Instant now) {
        return EXPRESSIONS
                .condition(
                        "time_between('%02d:%02d', '%02d:%02d', 'Europe/Berlin')"
                                .formatted(from / 60, from % 60, to / 60, to % 60))
                .test(at(now));
    }

    private static EvaluationContext at(Instant now) {
        EvaluationContext facts = EvaluationFixture.visitor("/");
        return new EvaluationContext(
                facts.request(),
                null,
                null,
                null,
                Map.of(),
                facts.app(),
                now,
                null,
                EvaluationContext.AcrFacts.NONE);
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }
}
