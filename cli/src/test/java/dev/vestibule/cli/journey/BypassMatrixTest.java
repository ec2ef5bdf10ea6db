package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.StandardTypes;
import dev.vestibule.flow.step.StepType;
import dev.vestibule.gateway.RegisteredKinds;
import dev.vestibule.gateway.connection.oauth.TestOAuth;
import dev.vestibule.gateway.factor.passkey.SoftPasskey;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.testing.AuthenticatorApp;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Whatever a login waits for, an answer that is empty, early, late, another browser's or repeated
 * changes nothing. Each state of each kind of step and authenticator has its line here.
 */
@ExtendWith(VertxExtension.class)
final class BypassMatrixTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String PASSWORD = "the countess' own";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    /** What a login waits for: the states that it stands for, and how a browser comes to it. */
    enum Waiting {
        CHOICE(Set.of("Choosing"), yaml -> yaml, Waiting::choice),
        ADDRESS(
                Set.of("EnteringAddress"),
                yaml ->
                        steps(
                                yaml,
                                "authenticate: [alpha, password], choose: { example.org: alpha }"),
                world -> form(world, Map.of("username", "ada@example.org"))),
        PROVIDER(Set.of("Authenticating", "OidcState"), yaml -> yaml, Waiting::provider),
        OAUTH_PROVIDER(Set.of("CodeState"), yaml -> yaml, Waiting::oauth),
        DIRECTORY(Set.of("AwaitingDirectory"), yaml -> yaml, Waiting::directory),
        ASSIGNMENT(
                Set.of("AwaitingAssignment"),
                yaml ->
                        steps(
                                yaml,
                                "authenticate: [alpha]",
                                "notice: Welcome",
                                "assign: { groups: [premium] }"),
                Waiting::assignment),
        FIRST_LOGIN(
                Set.of("AwaitingFirstLogin"),
                yaml -> provisioning(yaml, "prompt: consent"),
                Waiting::firstLogin),
        PROOF(
                Set.of("AwaitingProof"),
                yaml -> provisioning(yaml, "existing-account: confirm"),
                Waiting::proof),
        NOTICE(Set.of("Reading"), Waiting::noticing, Waiting::notice),
        CONSENT(
                Set.of("Consenting"),
                yaml ->
                        steps(
                                yaml,
                                "authenticate: [alpha]",
                                "ask: { consent: { version: '1', text: Terms } }"),
                world -> form(world, Map.of("decision", "agree"))),
        DETAILS(
                Set.of("Filling"),
                yaml ->
                        steps(
                                yaml,
                                "authenticate: [alpha]",
                                "ask: { fields: { phone: { label: Phone, required: true } } }"),
                world -> form(world, Map.of("field.phone", "+4912345"))),
        SESSION_LIMIT(
                Set.of("ChoosingSessions"),
                yaml -> steps(yaml, "authenticate: [alpha]", "limit-sessions: { most: 1 }"),
                Waiting::sessionLimit),
        LOCAL_SIGN_IN(
                // What asks for a new password is tried where a directory has a policy.
                Set.of("PasswordAsked", "NewPasswordAsked"),
                yaml -> steps(yaml, "authenticate: [password]"),
                Waiting::password),
        FIRST_PAGE(
                Set.of(),
                yaml -> steps(yaml, "authenticate: [alpha, password, passkey]"),
                Waiting::password),
        BUTTON_OF_THE_FIRST_PAGE(
                Set.of(),
                yaml -> steps(yaml, "authenticate: [alpha, password, passkey]"),
                Waiting::button),
        TOTP_ENROLMENT(
                Set.of("TotpShown"),
                yaml -> steps(yaml, "authenticate: [alpha]", "authenticate: [totp]"),
                Waiting::totpEnrolment),
        TOTP(
                Set.of("TotpAsked"),
                yaml -> steps(yaml, "authenticate: [alpha]", "authenticate: [totp]"),
                Waiting::totp),
        RECOVERY_CODES(
                Set.of("RecoveryCodesShown"),
                yaml -> steps(yaml, "authenticate: [alpha]", "authenticate: [recovery_code]"),
                Waiting::recoveryCodes),
        RECOVERY_CODE(
                Set.of("RecoveryCodeAsked"),
                yaml -> steps(yaml, "authenticate: [alpha]", "authenticate: [recovery_code]"),
                Waiting::recoveryCode),
        PASSKEY_ENROLMENT(
                Set.of("PasskeyOffered"),
                yaml -> steps(yaml, "authenticate: [alpha]", "authenticate: [passkey]"),
                Waiting::passkeyEnrolment),
        PASSKEY(
                Set.of("PasskeyAsked"),
                yaml -> steps(yaml, "authenticate: [alpha]", "authenticate: [passkey]"),
                Waiting::passkey),
        EMAIL_CODE(
                Set.of("EmailCodeAsked"), _ -> Yaml.withMail("email_otp", ""), Waiting::emailCode),
        MAGIC_LINK(
                Set.of("MagicLinkSent"), _ -> Yaml.withMail("magic_link", ""), Waiting::magicLink);

        private final Set<String> states;
        private final UnaryOperator<String> yaml;
        private final Function<World, Question> ask;

        Waiting(Set<String> states, UnaryOperator<String> yaml, Function<World, Question> ask) {
            this.states = states;
            this.yaml = yaml;
            this.ask = ask;
        }

        /** The standard configuration with one more key of the first connection's provisioning. */
        private static String provisioning(String yaml, String key) {
            String mapped = "      username: claims.preferred_username\n";
            return yaml.replaceFirst(mapped, mapped + "      " + key + "\n");
        }

        private static String steps(String yaml, String... steps) {
            StringBuilder flow = new StringBuilder("staff:\n    steps:\n");
            for (int step = 0; step < steps.length; step++) {
                flow.append("      - { id: s%d, %s }\n".formatted(step, steps[step]));
            }
            return yaml.replaceFirst(
                    "staff:\n    steps:\n      - id: first\n        authenticate: \\[alpha]\n",
                    flow.toString());
        }

        private static Question choice(World world) {
            TestBrowser browser = world.browser();
            String link = browser.open(World.GATEWAY + "/forum").link("alpha");
            return new Question(browser, link, null);
        }

        private static Question provider(World world) {
            TestBrowser browser = world.browser();
            return new Question(browser, browser.until("/callback/", World.WIKI), null);
        }

        /** A provider that has OAuth 2.0 without OpenID Connect. */
        private static Question oauth(World world) {
            TestOAuth github = new TestOAuth(world.vertx);
            github.on("/login/oauth/authorize", ctx -> github.authorize(ctx, Map.of()));
            github.on(
                    "/login/oauth/access_token",
                    ctx -> TestOAuth.json(ctx, github.redeems(ctx) ? 200 : 400, TestOAuth.token()));
            github.on(
                    "/api/v3/user",
                    ctx -> TestOAuth.json(ctx, 200, Map.of("login", "ada", "id", 1815)));
            github.on("/api/v3/user/emails", ctx -> TestOAuth.json(ctx, 200, List.of()));
            world.write("secret", TestOAuth.SECRET);
            world.write(
                    "vestibule.yaml",
                    Yaml.STANDARD
                            .replaceFirst(
                                    "(?s)beta:.*?provisioning:",
                                    """
                                    beta:
                                        type: github
                                        issuer: %s
                                        client-id: %s
                                        client-secret: \\${file:secret}
                                        provisioning:\
                                    """
                                            .formatted(github.issuer(), TestOAuth.CLIENT))
                            .replaceFirst("authenticate: \\[alpha]", "authenticate: [beta]"));
            world.restartGateway();
            return provider(world);
        }

        private static String noticing(String yaml) {
            return yaml.replaceFirst(
                    "(staff:\n    steps:\n      - id: first\n        authenticate: \\[alpha]\n)",
                    "$1      - notice: Welcome.\n");
        }

        private static Question notice(World world) {
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            return new Question(browser, page.action(), page.fields());
        }

        private static Question form(World world, Map<String, String> typed) {
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            return new Question(browser, page.action(), page.filled(typed));
        }

        private static Question sessionLimit(World world) {
            world.browser().open(World.WIKI);
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            String box =
                    page.body().replaceAll("(?s).*type=\"checkbox\" name=\"([^\"]+)\".*", "$1");
            return new Question(browser, page.action(), page.filled(Map.of(box, "yes")));
        }

        private static Question password(World world) {
            world.directory.add("grace", "grace@example.org", PASSWORD);
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            Map<String, String> typed = Map.of("username", "grace", "password", PASSWORD);
            return new Question(browser, page.action(), page.filled(typed));
        }

        private static Question button(World world) {
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            Map<String, String> pressed = Map.of("connection", "alpha");
            return new Question(browser, page.action(), page.filled(pressed));
        }

        private static Question totpEnrolment(World world) {
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            String code = AuthenticatorApp.setUp(page.body()).code(world.clock.instant());
            return new Question(browser, page.action(), page.filled(Map.of("code", code)));
        }

        private static Question totp(World world) {
            TestBrowser first = world.browser();
            WebAnswer shown = first.open(World.WIKI);
            AuthenticatorApp app = AuthenticatorApp.setUp(shown.body());
            first.post(
                    shown.action(), shown.filled(Map.of("code", app.code(world.clock.instant()))));
            world.clock.advance(Duration.ofSeconds(90));
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            return new Question(
                    browser,
                    page.action(),
                    page.filled(Map.of("code", app.code(world.clock.instant()))));
        }

        private static Question recoveryCodes(World world) {
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            return new Question(browser, page.action(), page.fields());
        }

        private static Question recoveryCode(World world) {
            TestBrowser first = world.browser();
            WebAnswer shown = first.open(World.WIKI);
            first.post(shown.action(), shown.fields());
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            String code = shown.body().replaceAll("(?s).*?<li><code>([a-z0-9-]+)<.*", "$1");
            return new Question(browser, page.action(), page.filled(Map.of("code", code)));
        }

        private static Question passkeyEnrolment(World world) {
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            return created(browser, page, new SoftPasskey(World.GATEWAY));
        }

        private static Question passkey(World world) {
            SoftPasskey device = new SoftPasskey(World.GATEWAY);
            TestBrowser first = world.browser();
            created(first, first.open(World.WIKI), device).answer();
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            String used = device.use(page.attribute("data-options"));
            return new Question(browser, page.action(), page.filled(Map.of("credential", used)));
        }

        private static Question created(TestBrowser by, WebAnswer page, SoftPasskey device) {
            String created = device.create(page.attribute("data-options"));
            Map<String, String> fields = Map.of("credential", created, "name", "Laptop");
            return new Question(by, page.action(), page.filled(fields));
        }

        private static Question emailCode(World world) {
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            String code = world.mailbox.last().code();
            return new Question(browser, page.action(), page.filled(Map.of("code", code)));
        }

        private static Question magicLink(World world) {
            TestBrowser browser = world.browser();
            browser.open(World.WIKI);
            WebAnswer page = browser.get(world.mailbox.last().link());
            return new Question(browser, page.action(), page.fields());
        }

        private static Question directory(World world) {
            TestBrowser browser = world.browser();
            world.directory.stop();
            WebAnswer page = browser.open(World.WIKI);
            world.directory.startAgain();
            return new Question(browser, page.action(), page.fields());
        }

        private static Question assignment(World world) {
            TestBrowser browser = world.browser();
            WebAnswer read = browser.open(World.WIKI);
            world.directory.stop();
            WebAnswer page = browser.post(read.action(), read.fields());
            world.directory.startAgain();
            return new Question(browser, page.action(), page.fields());
        }

        private static Question firstLogin(World world) {
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            return new Question(browser, page.action(), page.filled(Map.of("decision", "agree")));
        }

        private static Question proof(World world) {
            world.directory.add("countess", "ada@example.org", PASSWORD);
            TestBrowser browser = world.browser();
            WebAnswer page = browser.open(World.WIKI);
            Map<String, String> mine = Map.of("answer", "mine", "password", PASSWORD);
            return new Question(browser, page.action(), page.filled(mine));
        }
    }

    /**
     * A login that waits.
     *
     * @param address where the answer goes
     * @param fields the form's; null where the answer is a link or a redirect
     */
    private record Question(
            TestBrowser browser, String address, @Nullable Map<String, String> fields) {

        WebAnswer answer() {
            return answer(browser, address, fields);
        }

        static WebAnswer answer(
                TestBrowser by, String address, @Nullable Map<String, String> fields) {
            return fields == null ? by.get(address) : by.post(address, fields);
        }

        /** The login's key, wherever it is. */
        String key() {
            return address.contains("/callback/")
                    ? address.replaceAll(".*[?&]state=([^&]*).*", "$1")
                    : address.replaceAll(".*/login/([^?]*).*", "$1");
        }

        /** The form with the token that another browser's own forms have. */
        @Nullable Map<String, String> sentBy(TestBrowser other) {
            if (fields == null) {
                return null;
            }
            Map<String, String> sent = new HashMap<>(fields);
            String cookie = other.cookies("localhost").get("__Host-vestibule-browser");
            sent.put("csrf", Tokens.hash("vestibule.csrf " + cookie));
            return sent;
        }

        void stillWaits() {
            assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
            assertThat(browser.follow(answer()).status()).isEqualTo(200);
            assertThat(browser.cookies("localhost")).containsKey(SESSION);
        }
    }

    @Test
    void eachStateOfEachKindHasItsLine(Vertx vertx) {
        Set<String> states =
                RegisteredKinds.all(vertx).states().stream()
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet());

        assertThat(Arrays.stream(Waiting.values()).flatMap(line -> line.states.stream()))
                .containsExactlyInAnyOrderElementsOf(states);
    }

    @Test
    void eachKindOfStepThatExistsHasAHandlerAndEitherLinesOrNoPage(Vertx vertx) {
        var handlers = RegisteredKinds.all(vertx).steps();
        Map<String, String> kinds =
                StandardTypes.steps().types().stream()
                        .collect(Collectors.toMap(type -> type.kind().getName(), StepType::key));
        Set<String> lines =
                Arrays.stream(Waiting.values())
                        .flatMap(line -> line.states.stream())
                        .collect(Collectors.toSet());

        assertThat(handlers.stream().map(handler -> handler.kind().getName()))
                .containsExactlyInAnyOrderElementsOf(kinds.keySet());
        assertThat(handlers)
                .allSatisfy(handler ->
                        assertThat(lines)
                                .containsAll(
                                        handler.states().stream()
                                                .map(Class::getSimpleName)
                                                .toList()));
        assertThat(handlers.stream().filter(handler -> handler.states().isEmpty()))
                .extracting(handler -> kinds.get(handler.kind().getName()))
                .containsExactlyInAnyOrder("deny", "set", "call", "notify");
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyAnswerChangesNothing(Waiting waiting) {
        Question question = asked(waiting);
        boolean callback = question.address().contains("/callback/");
        String bare = question.address().replaceAll("\\?.*", "");

        WebAnswer refused =
                Question.answer(
                        question.browser(),
                        callback ? bare + "?state=" + question.key() : bare,
                        question.fields() == null ? null : Map.of());

        assertThat(refused.status()).isBetween(400, 599);
        question.stillWaits();
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfAnotherKindChangesNothing(Waiting waiting) {
        Question question = asked(waiting);
        boolean callback = question.address().contains("/callback/");
        String other =
                callback
                        ? World.GATEWAY + "/.vestibule/login/" + question.key()
                        : World.GATEWAY
                                + "/.vestibule/callback/alpha?code=x&state="
                                + question.key();

        WebAnswer refused = question.browser().get(other);

        assertThat(refused.status()).isBetween(400, 499);
        question.stillWaits();
    }

    @ParameterizedTest
    @EnumSource
    void anotherBrowsersAnswerChangesNothing(Waiting waiting) {
        World world = world(waiting);
        Question question = waiting.ask.apply(world);
        TestBrowser thief = world.browser();
        thief.until("/authorize", World.GATEWAY + "/vault");

        WebAnswer refused = Question.answer(thief, question.address(), question.sentBy(thief));

        assertThat(refused.status()).isBetween(400, 499);
        assertThat(thief.cookies("localhost")).doesNotContainKey(SESSION);
        question.stillWaits();
    }

    @ParameterizedTest
    @EnumSource
    void aLateAnswerBeginsAgain(Waiting waiting) {
        World world = world(waiting);
        Question question = waiting.ask.apply(world);
        world.clock.advance(Duration.ofMinutes(16));

        WebAnswer late = question.answer();

        assertThat(late.location()).contains("/.vestibule/login?app=");
        assertThat(question.browser().cookies("localhost")).doesNotContainKey(SESSION);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsRepeatedHasNoSecondEffect(Waiting waiting) {
        World world = world(waiting);
        Question question = waiting.ask.apply(world);
        question.browser().follow(question.answer());
        int accounts = world.directory.people().size();

        WebAnswer again = question.answer();

        assertThat(again.location()).contains("/.vestibule/login?app=");
        assertThat(world.directory.people()).hasSize(accounts);
    }

    private Question asked(Waiting waiting) {
        return waiting.ask.apply(world(waiting));
    }

    private World world(Waiting waiting) {
        World world = worlds.start(folder, waiting.yaml.apply(Yaml.STANDARD));
        world.provider.signIn(
                Map.of(
                        "sub", "1",
                        "preferred_username", "ada",
                        "email", "ada@example.org",
                        "email_verified", true));
        return world;
    }
}
