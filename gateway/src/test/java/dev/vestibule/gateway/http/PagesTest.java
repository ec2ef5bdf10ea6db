package dev.vestibule.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.account.LinksPage;
import dev.vestibule.gateway.jit.FieldError;
import dev.vestibule.gateway.jit.FirstLoginPage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class PagesTest {
    private static final String HOSTILE = "<script>alert(1)</script>\" onload='x' & javascript:x";

    private final Pages pages = new Pages();

    @ParameterizedTest
    @ValueSource(strings = {"messages", "messages_de", "messages_zh"})
    void noTextReplacesAnotherWithTheSameKey(String bundle) throws IOException {
        try (InputStream file = Pages.class.getResourceAsStream(bundle + ".properties")) {
            List<String> keys =
                    new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.matches("[A-Za-z].*=.*"))
                            .map(line -> line.substring(0, line.indexOf('=')))
                            .toList();

            assertThat(keys).hasSizeGreaterThan(300).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyLanguageHasTheSameTexts() {
        assertThat(Texts.LANGUAGES).hasSize(3);
        assertThat(keys("messages_de.properties")).isEqualTo(keys("messages.properties"));
        assertThat(keys("messages_zh.properties")).isEqualTo(keys("messages.properties"));
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureHasATitleATextAndANextStepInEveryLanguage(FailureKind kind) {
        for (Locale language : Texts.LANGUAGES) {
            Texts texts = Texts.in(language);
            for (String part : List.of("title", "text", "next")) {
                assertThat(texts.text("failure." + kind + "." + part)).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemOfAnAnswerHasItsWordsInEveryLanguage(FieldError.Problem problem) {
        for (Locale language : Texts.LANGUAGES) {
            assertThat(Texts.in(language).text("problem." + problem)).isNotBlank();
        }
    }

    @Test
    void everyTextIsTranslated() {
        Texts english = Texts.in(Locale.ENGLISH);
        for (Locale language : List.of(Locale.GERMAN, Locale.CHINESE)) {
            Texts translated = Texts.in(language);

            assertThat(keys("messages.properties"))
                    .filteredOn(key -> english.text(key).equals(translated.text(key)))
                    .containsExactly("product");
        }
    }

    @Test
    void placeholdersAreFilledInEveryLanguage() {
        for (Locale language : Texts.LANGUAGES) {
            assertThat(Texts.in(language).text("logout.text", "o'neil")).contains("o'neil");
            assertThat(Texts.in(language).text("chooser.text.app", "wiki")).contains("wiki");
        }
    }

    /** A page that is not in the list below is not tested by this class. */
    @Test
    void everyPageOfEveryFeatureIsTested() throws IOException {
        Set<String> tested = new TreeSet<>();
        PageSamples.everyPage("text").forEach(page -> tested.add(page.getClass().getName()));

        assertThat(pagesOfTheGateway()).isEqualTo(tested);
    }

    @Test
    void everyPageIsOneDocumentWithOneHeadingAndNoScriptButAFileOfTheGateway() {
        for (Locale language : Texts.LANGUAGES) {
            for (Page page : PageSamples.everyPage("text")) {
                String html = pages.render(Texts.in(language), page);

                assertThat(html)
                        .contains("<html lang=\"" + language.toLanguageTag() + "\">")
                        .contains("<main>", "<header>", "<title>", "name=\"viewport\"")
                        .containsOnlyOnce("<h1>")
                        .doesNotContain("javascript:", "http://", "https://");
                assertThat(scripts(html)).isEqualTo(permitted(page));
            }
        }
    }

    private static List<String> scripts(String html) {
        return Pattern.compile("<script.*?>.*?</script>|<script")
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** One script at most, in a file of the gateway's own. */
    private static List<String> permitted(Page page) {
        return page.script() == null
                ? List.of()
                : List.of("<script src=\"/.vestibule/passkey.js\"></script>");
    }

    @Test
    void noTextOfOthersBecomesMarkup() {
        for (Page page : PageSamples.everyPage(HOSTILE)) {
            String html = pages.render(Texts.in(Locale.ENGLISH), page);

            assertThat(scripts(html)).isEqualTo(permitted(page));
            assertThat(html)
                    .doesNotContain("href=\"javascript:")
                    .doesNotContainPattern("<[^>]*\" onload");
        }
    }

    @Test
    void aFailureSaysWhoIsSignedInAndLeadsToTheApplications() {
        Page page =
                new FailurePage(
                        FailureKind.ACCESS_REFUSED,
                        null,
                        new FailurePage.Audience("carol", "Node-RED"),
                        false,
                        "/.vestibule/logout",
                        "R");

        assertThat(pages.render(Texts.in(Locale.ENGLISH), page))
                .contains(
                        "You are signed in as carol, and wanted to open Node-RED.",
                        "href=\"/.vestibule/\"",
                        "href=\"/.vestibule/logout\"");
    }

    @Test
    void whatWasNotPassedOnIsToldOnlyWhereSomethingWasSent() {
        Texts english = Texts.in(Locale.ENGLISH);
        FailurePage.Audience unknown = FailurePage.Audience.UNKNOWN;
        FailureKind kind = FailureKind.LOGIN_REQUIRED;

        assertThat(pages.render(english, new FailurePage(kind, null, unknown, false, "/", "R")))
                .contains("Please sign in.")
                .doesNotContain("was not passed on");
        assertThat(pages.render(english, new FailurePage(kind, null, unknown, true, "/", "R")))
                .contains("what you sent was not passed on");
    }

    @Test
    void everyProblemOfAnAnswerIsToldAtOnceAndAtItsField() {
        Page page =
                new FirstLoginPage(
                        "Corp",
                        Map.of(),
                        List.of(),
                        List.of(new FirstLoginPage.Field("mobile", "")),
                        "root",
                        true,
                        List.of(
                                new FieldError(FieldError.Problem.NAME_RESERVED, null),
                                new FieldError(FieldError.Problem.FIELD_UNUSABLE, "mobile"),
                                new FieldError(FieldError.Problem.PASSWORD_SHORT, null),
                                new FieldError(FieldError.Problem.PASSWORD_DIFFERS, null)),
                        new Page.Form("/x", "t", Map.of()));

        assertThat(pages.render(Texts.in(Locale.ENGLISH), page))
                .contains(
                        "href=\"#username\">This username cannot be chosen",
                        "href=\"#attribute.mobile\">Mobile phone: enter",
                        "href=\"#password\">The password is too short",
                        "href=\"#repeated\">The two passwords are different",
                        "aria-describedby=\"username-hint username-problem\"",
                        "aria-describedby=\"fields-hint attribute.mobile-problem\"");
    }

    @Test
    void thereIsNoHeadingForSignInsToLinkWhereThereIsNone() {
        Page page = new LinksPage("ada", null, List.of(), null, Map.of());

        assertThat(pages.render(Texts.in(Locale.ENGLISH), page))
                .doesNotContain("Link another sign-in");
    }

    @Test
    void aFailureShowsItsReferenceAndItsNextStep() {
        Page page = new FailurePage(FailureKind.LOGIN_EXPIRED, null, "/back?a=b&c=d", "REF42");

        assertThat(pages.render(Texts.in(Locale.GERMAN), page))
                .contains("Diese Anmeldung gilt nicht mehr", "REF42", "href=\"/back?a=b&amp;c=d\"");
    }

    @Test
    void theConfigurationsSentenceReplacesTheStandardText() {
        Page page = new FailurePage(FailureKind.LOGIN_DENIED, "Office network only.", "/", "R");

        assertThat(pages.render(Texts.in(Locale.ENGLISH), page))
                .contains("Office network only.")
                .doesNotContain("The rules for this sign-in");
    }

    private static Set<String> pagesOfTheGateway() throws IOException {
        Path classes =
                Path.of(
                        URI.create(
                                Page.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()));
        try (Stream<Path> files = Files.walk(classes.resolve("dev/vestibule/gateway"))) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .filter(PagesTest::isPage)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isPage(String name) {
        try {
            Class<?> type = Class.forName(name, false, PagesTest.class.getClassLoader());
            return type.isRecord() && Page.class.isAssignableFrom(type);
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Set<String> keys(String bundle) {
        Properties own = new Properties();
        try (InputStream in = PagesTest.class.getResourceAsStream(bundle)) {
            own.load(Objects.requireNonNull(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new TreeSet<>(own.stringPropertyNames());
    }
}
