package dev.vestibule.gateway.http;

import dev.vestibule.gateway.account.AccountPage;
import dev.vestibule.gateway.account.AccountPage.Activity;
import dev.vestibule.gateway.account.AccountPage.Done;
import dev.vestibule.gateway.account.AccountPage.Factor;
import dev.vestibule.gateway.account.AccountPage.Factors;
import dev.vestibule.gateway.account.AccountPage.Group;
import dev.vestibule.gateway.account.AccountPage.OpenSession;
import dev.vestibule.gateway.account.AccountPage.Origin;
import dev.vestibule.gateway.account.AccountPage.OwnPasskey;
import dev.vestibule.gateway.account.AccountPage.SignIn;
import dev.vestibule.gateway.account.AccountPage.Value;
import dev.vestibule.gateway.account.AccountPage.Who;
import dev.vestibule.gateway.account.AccountPasswordPage;
import dev.vestibule.gateway.account.Device;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.provisioning.api.AccountDetails.Standing;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pages about one's own account, with something in each of their parts. */
final class AccountSamples {
    private static final Instant TIME = Instant.parse("2026-11-28T12:00:00Z");
    private static final Device LAPTOP = new Device("Firefox", "Linux");

    private AccountSamples() {}

    static Map<String, Page> named(Page.Form form) {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("account", account("ada", "Corporate account", form));
        pages.put(
                "account-old",
                new AccountPage(
                        "ada",
                        null,
                        who("ada", "Corporate account"),
                        new Factors(
                                List.of(new Factor("totp", 0, List.of(), null)),
                                Map.of(),
                                form,
                                null),
                        false,
                        activity("Corporate account", form)));
        pages.put(
                "account-none",
                new AccountPage(
                        "partner:7",
                        null,
                        null,
                        null,
                        false,
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
        return pages;
    }

    /** With one text in every place. */
    static AccountPage account(String user, String text, Page.Form form) {
        return new AccountPage(
                user,
                Done.FACTOR_ADDED,
                who(user, text),
                new Factors(
                        List.of(
                                new Factor("totp", 0, List.of(), form),
                                new Factor("recovery_code", 9, List.of(), form),
                                new Factor(
                                        "passkey",
                                        0,
                                        List.of(new OwnPasskey(text, TIME, TIME, form, form)),
                                        null)),
                        Map.of("passkey", form, "recovery_code", form),
                        null,
                        form),
                true,
                activity(text, form));
    }

    private static Who who(String user, String text) {
        return new Who(
                text,
                TIME,
                List.of(
                        new Value(
                                "uid", List.of(user), new Origin(Standing.AS_WRITTEN, text, TIME)),
                        new Value(
                                "mail", List.of(text), new Origin(Standing.AS_WRITTEN, text, null)),
                        new Value(
                                "cn",
                                List.of(text),
                                new Origin(Standing.CHANGED_BY_HAND, text, TIME)),
                        new Value("sn", List.of(text), new Origin(Standing.BY_HAND, null, null)),
                        new Value(
                                "title",
                                List.of(),
                                new Origin(Standing.REMOVED_BY_HAND, text, TIME)),
                        new Value(
                                "ou", List.of(text), new Origin(Standing.AS_WRITTEN, null, null))),
                List.of(new Group(text, List.of(text)), new Group("staff", List.of())));
    }

    private static Activity activity(String text, Page.Form form) {
        return new Activity(
                List.of(session(null), session(form)),
                form,
                List.of(
                        new SignIn(TIME, text, text, text, text, LAPTOP),
                        new SignIn(TIME, text, null, "password", text, new Device(null, null))));
    }

    private static OpenSession session(Page.@Nullable Form end) {
        return new OpenSession(
                end == null ? LAPTOP : new Device(null, "Android"),
                "192.0.2.7",
                TIME,
                end == null ? null : TIME,
                end);
    }
}
