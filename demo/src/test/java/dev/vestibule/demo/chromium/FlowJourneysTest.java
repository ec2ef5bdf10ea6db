package dev.vestibule.demo.chromium;

import static dev.vestibule.demo.chromium.FlowServers.SECRET;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;

import dev.vestibule.testing.AuthenticatorApp;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;

/** What users see of the steps and rules of flows, in Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FlowJourneysTest {
    private static final String CANNOT = "I cannot do this now";

    private ChromiumBrowser browser;
    private FlowServers servers;

    @BeforeAll
    void start() {
        browser = ChromiumBrowser.start();
        servers = new FlowServers();
    }

    @AfterAll
    void stop() {
        if (servers != null) {
            servers.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void usersOfOneConnectionSkipTheSecondFactorAndTheOthersDoNot() {
        try (BrowserContext partner = browser.person();
                BrowserContext member = browser.person()) {
            Journey skips =
                    tab(partner)
                            .open("/skip")
                            .sees("Sign in")
                            .follows("Partner company")
                            .chooses("Katherine Johnson");
            Journey proves =
                    tab(member).open("/skip").follows("Corporation").chooses("Ada Lovelace");
            AuthenticatorApp phone = proves.setsUpAnApp();
            code(proves, phone, "Confirm");

            assertThat(header(skips, "user")).isEqualTo("partner:katherine");
            assertThat(header(proves, "user")).isEqualTo("ada");
        }
    }

    @Test
    void aPageThatNeedsAFreshProofAsksForTheOldStepAloneAndOtherPagesDoNot() {
        servers.add("mary");
        try (BrowserContext person = browser.person()) {
            Journey mary = tab(person).open("/recent").password("mary", SECRET);
            AuthenticatorApp phone = mary.setsUpAnApp();
            code(mary, phone, "Confirm");
            assertThat(header(mary, "user")).isEqualTo("mary");
            servers.advance(Duration.ofMinutes(6));

            String refused = mary.posts();
            mary.open("/calm");
            assertThat(header(mary, "user")).isEqualTo("mary");
            mary.open("/recent/page?a=b").sees("Enter your code");
            code(mary, phone, "Continue");

            assertThat(refused)
                    .isEqualTo(
                            "401 Bearer error=\"insufficient_user_authentication\","
                                    + " max_age=\"300\"");
            assertThat(mary.received().getString("path")).isEqualTo("/recent/page?a=b");
            assertThat(mary.posts()).startsWith("200");
        }
    }

    @Test
    void aProviderIsAskedForAFreshSignInOfTheSameUser() {
        try (BrowserContext person = browser.person()) {
            Journey ada = tab(person).open("/asked").chooses("Ada Lovelace");
            assertThat(header(ada, "user")).isEqualTo("ada");
            servers.advance(Duration.ofMinutes(6));

            ada.open("/asked/page").sees("Choose a user");
            assertThat(ada.address()).contains("max_age=0");
            ada.chooses("Grace Hopper").sees("You signed in as another user");
            ada.open("/asked/page").chooses("Ada Lovelace");

            assertThat(ada.received().getString("path")).isEqualTo("/asked/page");
            assertThat(header(ada, "user")).isEqualTo("ada");
        }
    }

    @Test
    void aPageThatNeedsAHigherLevelAsksForTheMissingStepAlone() {
        servers.add("hedy");
        try (BrowserContext person = browser.person()) {
            Journey hedy = tab(person).open("/wiki").password("hedy", SECRET);
            assertThat(header(hedy, "acr")).isEqualTo("low");

            hedy.open("/safe/page");
            AuthenticatorApp phone = hedy.setsUpAnApp();
            code(hedy, phone, "Confirm");

            assertThat(hedy.received().getString("path")).isEqualTo("/safe/page");
            assertThat(header(hedy, "acr")).isEqualTo("high");
            assertThat(header(hedy.open("/wiki"), "acr")).isEqualTo("high");
        }
    }

    @Test
    void contractorsAreDeniedOutsideTheOfficeNetworkAndOthersAreNot() {
        try (BrowserContext away = browser.personAt("192.0.2.7");
                BrowserContext office = browser.personAt("10.1.2.3")) {
            Journey outside = tab(away).open("/office").chooses("Alan Turing");
            outside.sees("You cannot sign in here")
                    .seesText("Contractors sign in from the office network only.")
                    .picture("flow-denied")
                    .follows("Use another sign-in")
                    .chooses("Ada Lovelace");
            Journey inside = tab(office).open("/office").chooses("Alan Turing");

            assertThat(header(outside, "user")).isEqualTo("ada");
            assertThat(header(inside, "user")).isEqualTo("alan");
            assertThat(header(inside, "for")).isEqualTo("10.1.2.3");
        }
    }

    @Test
    void consentIsAskedUntilTheUserAgreesAndIsRemembered() {
        try (BrowserContext person = browser.person();
                BrowserContext later = browser.person()) {
            Journey emilie = tab(person).open("/terms/page").chooses("du Châtelet");
            emilie.sees("Please agree").seesText("To go on you must agree to this:");
            assertThat(emilie.target("Terms of use")).isEqualTo("https://example.org/terms");
            emilie.picture("flow-consent")
                    .clicks("I do not agree")
                    .sees("You did not agree")
                    .follows("Sign in again")
                    .chooses("du Châtelet")
                    .sees("Please agree")
                    .clicks("I agree");
            Journey again = tab(later).open("/terms").chooses("du Châtelet");

            assertThat(emilie.received().getString("path")).isEqualTo("/terms/page");
            assertThat(header(emilie, "user")).isEqualTo("emilie");
            assertThat(header(again, "user")).isEqualTo("emilie");
        }
    }

    @Test
    void aUserWithTooManySessionsChoosesWhichToEnd() {
        servers.add("rosalind");
        try (BrowserContext laptop = browser.person();
                BrowserContext phone = browser.person()) {
            Journey first = otherHost(laptop).open("/").password("rosalind", SECRET);
            assertThat(header(first, "user")).isEqualTo("rosalind");

            Journey second =
                    otherHost(phone)
                            .open("/page")
                            .password("rosalind", SECRET)
                            .sees("Choose which sessions to end")
                            .seesText("The limit of sessions at the same time is 1,")
                            .picture("flow-sessions")
                            .clicks("End the chosen sessions and continue")
                            .isTold("Choose more sessions to end, at least 1.")
                            .ticks()
                            .clicks("End the chosen sessions and continue");

            assertThat(second.received().getString("path")).isEqualTo("/page");
            first.open("/").sees("Sign in");
        }
    }

    @Test
    void theDomainOfAnAddressLeadsToItsProviderAndOthersToThePassword() {
        servers.add("lise");
        try (BrowserContext member = browser.person();
                BrowserContext local = browser.person()) {
            Journey katherine =
                    tab(member)
                            .open("/realm")
                            .sees("Sign in")
                            .picture("flow-address")
                            .enters("Email address or username", "katherine@corp.example")
                            .clicks("Continue")
                            .sees("Choose a user");
            assertThat(katherine.address())
                    .contains("/corp/", "login_hint=katherine%40corp.example");
            katherine.chooses("Katherine Johnson");
            Journey lise =
                    tab(local)
                            .open("/realm")
                            .enters("Email address or username", "lise")
                            .clicks("Continue")
                            .finds("Username", "lise")
                            .enters("Password", SECRET)
                            .clicks("Sign in");

            assertThat(header(katherine, "user")).isEqualTo("katherine");
            assertThat(header(lise, "user")).isEqualTo("lise");
        }
    }

    @Test
    void aFactorThatFailsLeadsBackThreeTimesAndNoMore() {
        try (BrowserContext person = browser.person()) {
            Journey grace = tab(person).open("/again/page").chooses("Grace Hopper");
            grace.sees("Set up an authenticator app")
                    .enters("Code", "000000")
                    .clicks("Confirm")
                    .isTold("This code is not valid");
            for (int turn = 0; turn < 3; turn++) {
                grace.clicks(CANNOT).sees("Choose a user").chooses("Grace Hopper");
                grace.sees("Set up an authenticator app");
            }
            grace.seesNo(CANNOT);
            code(grace, grace.setsUpAnApp(), "Confirm");

            assertThat(grace.received().getString("path")).isEqualTo("/again/page");
            assertThat(header(grace, "user")).isEqualTo("grace");
        }
    }

    @Test
    void anOpenSessionPassesTheNewStepOfAStricterFlowAtItsNextPage() {
        servers.add("marie");
        try (BrowserContext person = browser.person()) {
            Journey marie = tab(person).open("/stricter").password("marie", SECRET);
            assertThat(marie.posts()).startsWith("200");
            servers.makeStricter();

            assertThat(marie.posts()).startsWith("401 Bearer");
            marie.submitsAForm()
                    .sees("Please sign in again")
                    .seesText("What you sent was not passed on.")
                    .picture("flow-stricter")
                    .follows("Sign in")
                    .sees("Set up an authenticator app")
                    .open("/stricter/page");
            code(marie, marie.setsUpAnApp(), "Confirm");

            assertThat(marie.received().getString("path")).isEqualTo("/stricter/page");
            assertThat(header(marie, "user")).isEqualTo("marie");
            assertThat(marie.posts()).startsWith("200");
        }
    }

    @Test
    void aKnownDeviceIsAskedForNoCodeAndAnotherOneIs() {
        servers.add("sophie");
        try (BrowserContext known = browser.person();
                BrowserContext other = browser.person()) {
            Journey sophie = tab(known).open("/device").password("sophie", SECRET);
            AuthenticatorApp phone = sophie.setsUpAnApp();
            code(sophie.ticks(), phone, "Confirm");
            sophie.sees("Please read this")
                    .seesText("You have not used this device before.")
                    .clicks("Continue");
            assertThat(header(sophie, "user")).isEqualTo("sophie");
            sophie.open("/.vestibule/logout").clicks("Sign out").sees("You are signed out");

            sophie.open("/device").password("sophie", SECRET);
            Journey elsewhere = tab(other).open("/device").password("sophie", SECRET);
            servers.advance(Duration.ofMinutes(1));
            code(elsewhere.sees("Enter your code"), phone, "Continue");

            assertThat(header(sophie, "user")).isEqualTo("sophie");
            elsewhere.sees("Please read this");

            servers.advance(Duration.ofMinutes(6));
            code(sophie.open("/mine").sees("Enter your code"), phone, "Continue");
            assertThat(sophie.received().getString("path")).isEqualTo("/mine");
        }
    }

    private Journey tab(BrowserContext person) {
        return Journey.in(person, servers.url());
    }

    private Journey otherHost(BrowserContext person) {
        return Journey.in(person, servers.otherHost());
    }

    /** The user types what the app shows. */
    private void code(Journey user, AuthenticatorApp phone, String button) {
        user.enters("Code", phone.code(servers.time())).clicks(button);
    }

    /** A header of the identity, as the app has received it. */
    private static String header(Journey user, String name) {
        JsonObject headers = user.received().getJsonObject("headers");
        return headers.getString("x-forwarded-" + name);
    }
}
