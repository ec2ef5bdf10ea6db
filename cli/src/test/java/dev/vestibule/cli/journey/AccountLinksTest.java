package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person looks at the sign-ins of their account, links one more and takes one away. */
final class AccountLinksTest {
    private static final String LINKS = World.GATEWAY + "/.vestibule/account/links";
    private static final Pattern FORM = Pattern.compile("<form.*?</form>", Pattern.DOTALL);

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replace(
                                "provisioning: { enabled: false }",
                                "provisioning: { enabled: true, when: '!has(claims.contractor)',"
                                        + " username: claims.preferred_username }"));
        world.provider.signIn(signedInNow("1", "ada"));
        world.other.signIn(Map.of("sub", "other-1", "preferred_username", "ada"));
        browser = world.browser();
        browser.open(World.WIKI);
    }

    @Test
    void thePageNamesConnectionAndDayAndNeverTheSubject() {
        world.provider.signIn(Map.of("sub", "canary-subject", "preferred_username", "grace"));
        TestBrowser grace = world.browser();
        grace.open(World.WIKI);

        WebAnswer page = grace.open(LINKS);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "<strong>alpha</strong>", "Linked since", "You are signed in with this one")
                .doesNotContain("canary-subject", "Remove alpha", "<script");
    }

    @Test
    void aSecondIdentityLeadsToTheSameAccountOnceItIsLinked() {
        WebAnswer linked = link("beta");

        TestBrowser elsewhere = world.browser();
        WebAnswer app = elsewhere.open(elsewhere.open(World.GATEWAY + "/forum").link("beta"));

        assertThat(linked.body()).contains("The sign-in is linked", "<strong>beta</strong>");
        assertThat(app.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(world.directory.people()).hasSize(1);
        assertThat(world.logged("event=link-added")).contains("uid=ada", "connection=beta");
    }

    @Test
    void anIdentityOfAnotherAccountIsRefusedAndBothAccountsAreInTheLogOnly() {
        world.other.signIn(Map.of("sub", "other-1", "preferred_username", "grace"));
        TestBrowser grace = world.browser();
        grace.open(grace.open(World.GATEWAY + "/forum").link("beta"));

        WebAnswer refused = link("beta");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .contains("This sign-in cannot be linked")
                .doesNotContain("grace", "uid=", "another account");
        assertThat(refused.next()).isEqualTo(LINKS);
        assertThat(world.logged("request failed kind=link_refused"))
                .contains("uid=ada", "uid=grace");
    }

    @Test
    void whomTheSkipRuleLeavesOutCannotBeLinked() {
        world.other.signIn(
                Map.of("sub", "other-2", "preferred_username", "ada", "contractor", true));

        WebAnswer refused = link("beta");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(browser.open(LINKS).body()).doesNotContain("<strong>beta</strong>");
    }

    @Test
    void aLinkThatIsTakenAwayLeadsToTheAccountNoMore() {
        WebAnswer page = link("beta");

        WebAnswer removed = browser.follow(send(page, "Remove beta"));

        TestBrowser elsewhere = world.browser();
        WebAnswer app = elsewhere.open(elsewhere.open(World.GATEWAY + "/forum").link("beta"));
        assertThat(removed.body())
                .contains("The sign-in is no longer linked")
                .doesNotContain(">beta<");
        assertThat(app.received("x-forwarded-user")).isEqualTo("ada2");
    }

    @Test
    void aRemovalThatIsSentTwiceLeavesTheLastLink() {
        WebAnswer page = link("beta");
        Map<String, String> removal = new HashMap<>(form(page, "Remove beta"));
        browser.follow(send(page, "Remove beta"));
        WebAnswer alone = browser.open(LINKS);

        WebAnswer again = browser.follow(browser.post(LINKS + "/remove", removal));

        assertThat(alone.body()).doesNotContain("Remove alpha");
        assertThat(again.status()).isEqualTo(200);
        assertThat(world.directory.person("ada").getAttributeValues("vestibuleFederatedIdentity"))
                .hasSize(1);
    }

    @Test
    void anOldSessionChangesNothingBeforeItIsConfirmed() {
        WebAnswer fresh = link("beta");
        world.clock.advance(Duration.ofMinutes(11));
        WebAnswer refused = send(fresh, "Remove beta");
        WebAnswer old = browser.open(LINKS);

        WebAnswer confirmed = browser.follow(send(old, "Confirm that it is me"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(old.body()).doesNotContain("Remove beta", "Link beta");
        assertThat(confirmed.body()).contains("Thank you", "Remove beta");
    }

    @Test
    void somebodyElseCannotConfirm() {
        world.clock.advance(Duration.ofMinutes(11));
        WebAnswer old = browser.open(LINKS);
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "grace"));

        WebAnswer refused = browser.follow(send(old, "Confirm that it is me"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(browser.open(LINKS).body()).contains("Confirm that it is me");
    }

    @Test
    void theAnswerOfTheTripOpensNothingInAnotherBrowser() {
        WebAnswer page = browser.open(LINKS);
        String callback =
                browser.until("/.vestibule/callback/", send(page, "Link beta").location());
        TestBrowser thief = world.browser();
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "grace"));
        thief.open(World.WIKI);

        WebAnswer refused = thief.get(callback);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(browser.open(callback).body()).contains("The sign-in is linked");
        assertThat(browser.open(callback).status()).isEqualTo(400);
    }

    @Test
    void aSessionAtTheProviderThatSomebodyLeftOpenOpensNothing() {
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
        TestBrowser shared = world.browser();
        shared.open(World.WIKI);

        WebAnswer page = shared.open(LINKS);

        assertThat(page.body())
                .contains("Confirm that it is me")
                .doesNotContain("Link beta", "Remove");
    }

    @ParameterizedTest
    @ValueSource(longs = {-61, -3600})
    void whatTheProviderRememberedFromBeforeConfirmsNothing(long age) {
        world.clock.advance(Duration.ofMinutes(11));
        WebAnswer old = browser.open(LINKS);
        authenticated(world.provider, world.clock.instant().getEpochSecond() + age);

        WebAnswer refused = browser.follow(send(old, "Confirm that it is me"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("did not ask you again");
        assertThat(refused.next()).isEqualTo(LINKS);
        assertThat(browser.open(LINKS).body()).contains("Confirm that it is me");
        assertThat(world.logged("request failed kind=reauthentication_failed"))
                .contains("auth_time");
    }

    @Test
    void aProviderThatDoesNotSayWhenConfirmsNothing() {
        world.clock.advance(Duration.ofMinutes(11));
        WebAnswer old = browser.open(LINKS);
        authenticated(world.provider, null);

        WebAnswer refused = browser.follow(send(old, "Confirm that it is me"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.open(LINKS).body()).contains("Confirm that it is me");
    }

    @Test
    void aSessionThatIsOpenAtTheOtherProviderIsNotLinked() {
        authenticated(world.other, world.clock.instant().getEpochSecond() - 3600);

        WebAnswer refused = link("beta");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.open(LINKS).body()).doesNotContain("<strong>beta</strong>");
    }

    @Test
    void bothTripsAskForANewSignIn() {
        WebAnswer page = browser.open(LINKS);
        world.clock.advance(Duration.ofMinutes(11));
        WebAnswer old = browser.open(LINKS);

        assertThat(send(old, "Confirm that it is me").location())
                .startsWith(world.provider.issuer())
                .contains("prompt=login", "max_age=0");
        assertThat(page.body()).contains(">Link beta<");
    }

    @Test
    void aSecondSubjectOfOneProviderIsNotLinked() {
        link("beta");
        world.other.signIn(Map.of("sub", "other-2", "preferred_username", "ada"));
        WebAnswer page = browser.open(LINKS);

        WebAnswer refused =
                browser.follow(
                        browser.post(
                                LINKS + "/add",
                                Map.of(
                                        "connection",
                                        "beta",
                                        "csrf",
                                        form(page, "Remove beta").getOrDefault("csrf", ""))));

        assertThat(page.body()).doesNotContain(">Link beta<", ">Link alpha<");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(world.directory.person("ada").getAttributeValues("vestibuleFederatedIdentity"))
                .hasSize(2);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        WebAnswer page = browser.open(LINKS);
        Map<String, String> bare = new HashMap<>(form(page, "Link beta"));
        bare.remove("csrf");

        WebAnswer refused = browser.post(LINKS + "/add", bare);

        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void withoutASessionThereIsNothingToSee() {
        WebAnswer page = world.browser().get(LINKS);

        assertThat(page.status()).isEqualTo(401);
    }

    @Test
    void whoHasNoAccountIsToldSo() {
        world.provider.signIn(
                Map.of("sub", "3", "preferred_username", "guest", "contractor", true));
        TestBrowser guest = world.browser();
        guest.open(World.WIKI);

        WebAnswer page = guest.open(LINKS);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You have no account here");
    }

    private Map<String, Object> signedInNow(String subject, String username) {
        return Map.of(
                "sub", subject,
                "preferred_username", username,
                "auth_time", world.clock.instant().getEpochSecond());
    }

    /** What the provider says of the time, whatever it was asked; null says nothing. */
    private static void authenticated(TestProvider provider, @Nullable Long time) {
        provider.idTokenClaims(claims -> {
            if (time == null) {
                claims.remove("auth_time");
            } else {
                claims.put("auth_time", time);
            }
            return claims;
        });
    }

    private WebAnswer link(String connection) {
        return browser.follow(send(browser.open(LINKS), "Link " + connection));
    }

    private WebAnswer send(WebAnswer page, String button) {
        String html = html(page, button);
        Matcher action = Pattern.compile("action=\"([^\"]*)\"").matcher(html);
        assertThat(action.find()).isTrue();
        return browser.post(World.GATEWAY + action.group(1), form(page, button));
    }

    static Map<String, String> form(WebAnswer page, String button) {
        return new WebAnswer(page.url(), 200, "", List.of(), List.of(), "", html(page, button))
                .fields();
    }

    private static String html(WebAnswer page, String button) {
        List<String> forms = new ArrayList<>();
        FORM.matcher(page.body()).results().forEach(found -> forms.add(found.group()));
        return forms.stream()
                .filter(form -> form.contains(">" + button + "<"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + button + " on " + page));
    }
}
