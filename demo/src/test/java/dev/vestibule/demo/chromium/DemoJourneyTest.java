package dev.vestibule.demo.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;

import dev.vestibule.demo.Demo;
import dev.vestibule.demo.DemoFolders;
import dev.vestibule.demo.DemoPorts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What a person sees who tries the demo, in Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoJourneyTest {
    private ChromiumBrowser browser;
    private Demo demo;
    private URI start;

    @BeforeAll
    void start(@TempDir Path data) {
        browser = ChromiumBrowser.start();
        demo =
                Demo.start(
                        new DemoPorts(0, 0, 0, 0, 0, 0), new DemoFolders(Path.of("config"), data));
        start = demo.url();
    }

    @AfterAll
    void stop() {
        if (demo != null) {
            demo.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void signingInShowsHeadersAndEntryAndSigningOutEndsIt() {
        try (BrowserContext person = browser.person()) {
            Journey.in(person, start)
                    .open("/")
                    .sees("Choose a user")
                    .picture("1-provider")
                    .chooses("Ada Lovelace")
                    .sees("Hello, Ada Lovelace")
                    .isAt("/")
                    .seesText("X-Forwarded-User")
                    .seesText("uid=ada,ou=people,dc=example,dc=org")
                    .seesText("cn=engineering,ou=groups,dc=example,dc=org")
                    .seesText("ldapsearch -x")
                    .picture("2-app")
                    .follows("Sign out and choose another user")
                    .sees("Sign out")
                    .picture("3-sign-out")
                    .clicks("Sign out")
                    .sees("You are signed out")
                    .picture("4-signed-out")
                    .open("/")
                    .sees("Choose a user");
        }
    }

    @Test
    void somebodyElseIsWhoeverOneTypes() {
        try (BrowserContext person = browser.person()) {
            Journey.in(person, start)
                    .open("/")
                    .types("Subject", "subject-1")
                    .types("Given name", "Zoë")
                    .types("Family name", "O'Neil-Šimůnek")
                    .types("Email", "zoe@example.org")
                    .types("Groups", "eng, staff")
                    .clicks("Sign in")
                    .sees("Hello, Zoë O'Neil-Šimůnek")
                    .seesText("cn=engineering,ou=groups,dc=example,dc=org")
                    .picture("5-somebody-else");
        }
    }

    @Test
    void twoTabsSignInAtTheSameTime() {
        try (BrowserContext person = browser.person()) {
            Journey first = Journey.in(person, start).open("/first").sees("Choose a user");
            Journey second = Journey.in(person, start).open("/second").sees("Choose a user");

            second.chooses("Grace Hopper").sees("Hello, Grace Hopper").isAt("/second");
            first.chooses("Grace Hopper").sees("Hello, Grace Hopper").isAt("/first");
        }
    }

    @Test
    void goingBackAfterTheLoginLeadsNowhereBad() {
        try (BrowserContext person = browser.person()) {
            Journey.in(person, start)
                    .open("/back")
                    .chooses("Grace Hopper")
                    .sees("Hello, Grace Hopper")
                    .goesBack()
                    .sees("Choose a user")
                    .chooses("Grace Hopper")
                    .sees("Hello, Grace Hopper")
                    .isAt("/back");
        }
    }

    @Test
    void cancellingIsExplainedAndCanBeTakenBack() {
        try (BrowserContext person = browser.person()) {
            Journey.in(person, start)
                    .open("/")
                    .clicks("Cancel")
                    .sees("The sign-in was cancelled")
                    .picture("6-cancelled")
                    .follows("Try again")
                    .sees("Choose a user")
                    .chooses("Ada Lovelace")
                    .sees("Hello, Ada Lovelace");
        }
    }

    @Test
    void whoMayNotPassIsTold() {
        try (BrowserContext person = browser.person()) {
            Journey.in(person, start)
                    .open("/")
                    .chooses("Alan Turing")
                    .sees("You may not open this page")
                    .picture("7-refused")
                    .clicks("Use another account")
                    .chooses("Ada Lovelace")
                    .sees("Hello, Ada Lovelace");
        }
    }

    @Test
    void guestsChooseHowAndGetNoAccount() {
        try (BrowserContext person = browser.person()) {
            Journey.in(person, start)
                    .open("/guests/")
                    .sees("Sign in")
                    .picture("8-chooser")
                    .follows("Partner company")
                    .chooses("Katherine Johnson")
                    .sees("Hello, Katherine Johnson")
                    .seesText("this connection writes no accounts")
                    .picture("9-guest");
        }
    }

    @Test
    void aCodeThatCameByMailIsReadInTheMailboxOfTheDemo() {
        try (BrowserContext person = browser.person()) {
            Journey.in(person, start)
                    .open("/mailbox/")
                    .sees("Mailbox of the demo")
                    .open("/cases/mixed/")
                    .follows("Demo identity provider")
                    .chooses("Ada Lovelace")
                    .sees("Enter the code from the mail")
                    .picture("11-code")
                    .typesTheCodeOfTheMail("Code")
                    .clicks("Continue")
                    .sees("Hello, Ada Lovelace")
                    .follows("Mailbox of the demo")
                    .sees("Mailbox of the demo")
                    .fits()
                    .picture("12-mailbox");
        }
    }

    @Test
    void aLoginNeedsTheKeyboardAlone() {
        try (BrowserContext person = browser.person()) {
            Journey.in(person, start)
                    .open("/guests/")
                    .sees("Sign in")
                    .reaches("Partner company")
                    .sees("Choose a user")
                    .reaches("Katherine Johnson")
                    .sees("Hello, Katherine Johnson")
                    .open("/.vestibule/")
                    .sees("Your applications")
                    .reaches("Sign out")
                    .sees("Sign out")
                    .reaches("Sign out")
                    .sees("You are signed out");
        }
    }

    @Test
    void thePortalLeadsToTheApplicationsThatTheUserMayOpen() {
        try (BrowserContext person = browser.person()) {
            Journey.in(person, start)
                    .open("/.vestibule/")
                    .sees("Your applications")
                    .follows("Sign in")
                    .chooses("Ada Lovelace")
                    .sees("Your applications")
                    .isAt("/.vestibule/")
                    .picture("10-portal")
                    .follows("Staff application")
                    .sees("Hello, Ada Lovelace");
        }
    }

    @Test
    void everythingWorksWithoutScripts() {
        try (BrowserContext person = browser.personWithoutScripts()) {
            Journey.in(person, start)
                    .open("/")
                    .chooses("Émilie du Châtelet")
                    .sees("Hello, Émilie du Châtelet")
                    .follows("Sign out and choose another user")
                    .clicks("Sign out")
                    .sees("You are signed out");
        }
    }

    @Test
    void everyPageLooksGoodInTheDarkAndOnAPhone() {
        for (String look : List.of("dark", "phone")) {
            try (BrowserContext person =
                    look.equals("dark") ? browser.personInTheDark() : browser.personWithPhone()) {
                Journey.in(person, start)
                        .open("/guests/")
                        .fits()
                        .picture(look + "-chooser")
                        .open("/")
                        .fits()
                        .picture(look + "-provider")
                        .clicks("Cancel")
                        .fits()
                        .picture(look + "-cancelled")
                        .follows("Try again")
                        .chooses("Ada Lovelace")
                        .sees("Hello, Ada Lovelace")
                        .fits()
                        .picture(look + "-app")
                        .follows("Sign out and choose another user")
                        .fits()
                        .picture(look + "-sign-out")
                        .clicks("Sign out")
                        .sees("You are signed out")
                        .fits()
                        .picture(look + "-signed-out");
            }
        }
        assertThat(Path.of("target", "screenshots", "phone-app.png")).exists();
    }
}
