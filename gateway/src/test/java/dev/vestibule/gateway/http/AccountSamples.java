package dev.vestibule.gateway.http;

import dev.vestibule.flow.expression.facts.Device;
import dev.vestibule.gateway.account.AccountPage;
import dev.vestibule.gateway.account.AccountPage.Activity;
import dev.vestibule.gateway.account.AccountPage.Done;
import dev.vestibule.gateway.account.AccountPage.Factor;
import dev.vestibule.gateway.account.AccountPage.Factors;
import dev.vestibule.gateway.account.AccountPage.Group;
import dev.vestibule.gateway.account.AccountPage.Offers;
import dev.vestibule.gateway.account.AccountPage.OpenSession;
import dev.vestibule.gateway.account.AccountPage.Origin;
import dev.vestibule.gateway.account.AccountPage.OwnPasskey;
import dev.vestibule.gateway.account.AccountPage.SignIn;
import dev.vestibule.gateway.account.AccountPage.Value;
import dev.vestibule.gateway.account.AccountPage.Who;
import dev.vestibule.gateway.account.AccountPasswordPage;
import dev.vestibule.gateway.account.TokensPage;
import dev.vestibule.gateway.account.TokensPage.Flaw;
import dev.vestibule.gateway.account.TokensPage.Make;
import dev.vestibule.gateway.account.TokensPage.Sent;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.provisioning.api.AccountDetails.Standing;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pages about one's own account, with something in each of their parts. */
final class AccountSamples {
    private static final Instant TIME = Instant.parse("2026-11-28T12:00:00Z");
    private static final Device LAPTOP = new Device("Firefox", "Linux");

    private AccountSamples() {}

    static Map<String, Page> named(Page.Form form) {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("account", account("ada", Words.USUAL, form));
        pages.put(
                "account-old",
                new AccountPage(
                        "ada",
                        null,
                        who("ada", Words.USUAL),
                        new Factors(
                                List.of(new Factor("totp", 0, List.of(), null)),
                                Map.of(),
                                form,
                                null),
                        Offers.NONE,
                        activity(Words.USUAL, form)));
        pages.put(
                "account-none",
                new AccountPage(
                        "partner:7",
                        null,
                        null,
                        null,
                        Offers.NONE,
                        new Activity(List.of(session(null)), null, List.of())));
        pages.put(
                "account-password",
                new AccountPasswordPage(new FactorPrompt(form, null, false, 0), "ada"));
        pages.put(
                "account-password-wrong",
                new AccountPasswordPage(
                        new FactorPrompt(
                                form,
                                FactorPrompt.Problem.of("password.refused.too_short"),
                                false,
                                0),
                        "ada"));
        pages.put("account-tokens", tokens("Backup of the wiki", Set.of(), form));
        pages.put(
                "account-tokens-problems",
                tokens("Backup of the wiki", Set.of(Flaw.NAME, Flaw.APPS), form));
        pages.put(
                "account-tokens-old",
                new TokensPage(null, List.of(token("Backup of the wiki", null)), form, null));
        return pages;
    }

    /** With one text in every place. */
    static TokensPage tokens(String text, Set<Flaw> flaws, Page.Form form) {
        Map<String, String> apps = new LinkedHashMap<>();
        apps.put("app-wiki", text.equals("Backup of the wiki") ? "Wiki" : text);
        apps.put("app-calendar", text.equals("Backup of the wiki") ? "Calendar" : text);
        return new TokensPage(
                flaws.isEmpty()
                        ? "vst_ZDk1YjA3YTYtN2Y0ZS00YzEz.kZ3v0yPq7m4wT9xB2nR6sJ1hF8dL5cG0aQuEoYtVxKi"
                        : null,
                List.of(token(text, form)),
                null,
                new Make(form, apps, new Sent("", Set.of("wiki"), 90), flaws));
    }

    private static TokensPage.Own token(String text, Page.@Nullable Form remove) {
        return new TokensPage.Own(
                text,
                List.of(text.equals("Backup of the wiki") ? "Wiki" : text),
                TIME,
                remove == null ? null : TIME,
                remove);
    }

    /** With one text in every place. */
    static AccountPage account(String text, Page.Form form) {
        return account(text, Words.all(text), form);
    }

    private static AccountPage account(String user, Words words, Page.Form form) {
        return new AccountPage(
                user,
                Done.FACTOR_ADDED,
                who(user, words),
                new Factors(
                        List.of(
                                new Factor("totp", 0, List.of(), form),
                                new Factor("recovery_code", 9, List.of(), form),
                                new Factor(
                                        "passkey",
                                        0,
                                        List.of(
                                                new OwnPasskey(
                                                        words.passkey(), TIME, TIME, form, form)),
                                        null)),
                        Map.of("passkey", form, "recovery_code", form),
                        null,
                        form),
                new Offers(true, true),
                activity(words, form));
    }

    private static Who who(String user, Words words) {
        String from = words.connection();
        return new Who(
                from,
                TIME,
                List.of(
                        value("uid", user, new Origin(Standing.AS_WRITTEN, from, TIME)),
                        value("mail", words.mail(), new Origin(Standing.AS_WRITTEN, from, null)),
                        value("cn", words.name(), new Origin(Standing.CHANGED_BY_HAND, from, TIME)),
                        value("sn", words.familyName(), new Origin(Standing.BY_HAND, null, null)),
                        new Value(
                                "title",
                                List.of(),
                                new Origin(Standing.REMOVED_BY_HAND, from, TIME)),
                        value("ou", words.unit(), new Origin(Standing.AS_WRITTEN, null, null))),
                List.of(new Group(words.group(), List.of(from)), new Group("staff", List.of())));
    }

    private static Value value(String name, String text, Origin origin) {
        return new Value(name, List.of(text), origin);
    }

    private static Activity activity(Words words, Page.Form form) {
        return new Activity(
                List.of(session(null), session(form)),
                form,
                List.of(
                        new SignIn(
                                TIME,
                                words.app(),
                                words.connection(),
                                words.app(),
                                words.place(),
                                LAPTOP),
                        new SignIn(
                                TIME,
                                words.app(),
                                null,
                                "password",
                                words.place(),
                                new Device(null, null))));
    }

    private static OpenSession session(Page.@Nullable Form end) {
        return new OpenSession(
                end == null ? LAPTOP : new Device(null, "Android"),
                "192.0.2.7",
                TIME,
                end == null ? null : TIME,
                end);
    }

    /** What users, their administrators and the configuration have put into the page. */
    private record Words(
            String connection,
            String mail,
            String name,
            String familyName,
            String unit,
            String group,
            String passkey,
            String app,
            String place) {
        static final Words USUAL =
                new Words(
                        "Corporate account",
                        "ada@example.org",
                        "Ada Lovelace",
                        "Lovelace",
                        "Research",
                        "engineering",
                        "Work laptop",
                        "Wiki",
                        "192.0.2.7");

        static Words all(String text) {
            return new Words(text, text, text, text, text, text, text, text, text);
        }
    }
}
