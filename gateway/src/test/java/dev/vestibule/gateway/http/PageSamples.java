package dev.vestibule.gateway.http;

import dev.vestibule.flow.expression.facts.Device;
import dev.vestibule.flow.step.ask.AskField;
import dev.vestibule.gateway.account.LinksPage;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.QrCode;
import dev.vestibule.gateway.factor.emailotp.EmailOtpPage;
import dev.vestibule.gateway.factor.magiclink.MagicLinkConfirmPage;
import dev.vestibule.gateway.factor.magiclink.MagicLinkPage;
import dev.vestibule.gateway.factor.passkey.PasskeyEnrolmentPage;
import dev.vestibule.gateway.factor.passkey.PasskeyPage;
import dev.vestibule.gateway.factor.password.NewPasswordPage;
import dev.vestibule.gateway.factor.password.PasswordPage;
import dev.vestibule.gateway.factor.recoverycode.RecoveryCodePage;
import dev.vestibule.gateway.factor.recoverycode.RecoveryCodesPage;
import dev.vestibule.gateway.factor.totp.TotpEnrolmentPage;
import dev.vestibule.gateway.factor.totp.TotpPage;
import dev.vestibule.gateway.http.FailurePage.Audience;
import dev.vestibule.gateway.jit.ConfirmPage;
import dev.vestibule.gateway.jit.FieldError;
import dev.vestibule.gateway.jit.FieldError.Problem;
import dev.vestibule.gateway.jit.FirstLoginPage;
import dev.vestibule.gateway.keep.FormBody;
import dev.vestibule.gateway.keep.SendAgainPage;
import dev.vestibule.gateway.login.Authenticator.Option;
import dev.vestibule.gateway.portal.PortalPage;
import dev.vestibule.gateway.signout.LogoutPage;
import dev.vestibule.gateway.step.ask.AskPage;
import dev.vestibule.gateway.step.ask.ConsentPage;
import dev.vestibule.gateway.step.authenticate.AddressPage;
import dev.vestibule.gateway.step.authenticate.ChooserPage;
import dev.vestibule.gateway.step.limitsessions.LimitSessionsPage;
import dev.vestibule.gateway.step.limitsessions.LimitSessionsPage.Other;
import dev.vestibule.gateway.step.notice.NoticePage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every page, with something in each of its parts. */
public final class PageSamples {
    private static final Instant TIME = Instant.parse("2026-11-28T12:00:00Z");

    private PageSamples() {}

    /** A form whose fields have this value. */
    static Page.Form form(String text) {
        return new Page.Form("/.vestibule/x", text, Map.of("field", text));
    }

    /** Every page with one text in every place. */
    static List<Page> everyPage(String text) {
        Page.Form form = form(text);
        List<Page> pages = new ArrayList<>(named().values());
        pages.addAll(
                List.of(
                        new FailurePage(
                                FailureKind.PATH_REFUSED,
                                null,
                                Audience.of(text),
                                false,
                                "/",
                                text),
                        new FailurePage(FailureKind.INTERNAL, text, "/", text),
                        new FailurePage(
                                FailureKind.ACCESS_REFUSED,
                                text,
                                new Audience(text, text),
                                false,
                                "/",
                                text),
                        new LinksPage(
                                text,
                                LinksPage.Done.LINKED,
                                List.of(new LinksPage.LinkedIdentity(text, TIME, true, form)),
                                null,
                                Map.of(text, form)),
                        new ChooserPage(
                                text, List.of(new Option(text, text, true)), "/a", false, true),
                        new AddressPage(text, text, true, true, form),
                        new RetryPage(FailureKind.DIRECTORY_UNAVAILABLE, form, text),
                        new FirstLoginPage(
                                text,
                                Map.of("mail", List.of(text), text, List.of(text)),
                                List.of(text),
                                List.of(new FirstLoginPage.Field(text, text)),
                                text,
                                true,
                                List.of(
                                        new FieldError(Problem.NAME_TAKEN, null),
                                        new FieldError(Problem.FIELD_REFUSED, text)),
                                form),
                        new ConfirmPage(text, text, form, true),
                        AccountSamples.account(text, form),
                        AccountSamples.tokens(text, java.util.Set.of(), form),
                        new NoticePage(text, form),
                        new ConsentPage(text, "/terms", form),
                        asked(text, text, form),
                        sessions(text, true, form),
                        new PasswordPage(
                                prompt(form, null).withoutOthers(),
                                text,
                                false,
                                text,
                                List.of(new Option(text, text, false))),
                        new PasswordPage(prompt(form, null), text, false, null, List.of()),
                        new NewPasswordPage(prompt(form, null), text, false, 3),
                        new PasskeyPage(prompt(form, null), text, text),
                        new PasskeyEnrolmentPage(prompt(form, null), text, text),
                        new TotpPage(prompt(form, null), text),
                        new TotpEnrolmentPage(prompt(form, null), text, QrCode.of("otpauth"), text),
                        new RecoveryCodePage(prompt(form, null)),
                        new RecoveryCodesPage(prompt(form, null), List.of(text)),
                        new EmailOtpPage(prompt(form, null), text, 1),
                        new EmailOtpPage(prompt(form, null), text, 0),
                        new MagicLinkPage(prompt(form, null), text, 1),
                        new MagicLinkConfirmPage(prompt(form, null), text, text),
                        new PortalPage(
                                text, text, true, List.of(new PortalPage.Tile(text, text, "/"))),
                        sendAgain(text, text),
                        new LogoutPage(text, form, "/"),
                        new LogoutPage.SignedOut(text, List.of(text, text), "/"),
                        new FailurePage(
                                FailureKind.ACCESS_REFUSED,
                                text,
                                new Audience(text, text),
                                false,
                                "/",
                                form,
                                text)));
        return pages;
    }

    /** Every page as a user meets it, by the name of its picture. */
    public static Map<String, Page> named() {
        Page.Form form = form("x");
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("sign-in", chooser());
        addFactors(pages, form);
        pages.put("portal", portal());
        pages.put("portal-empty", new PortalPage("carol", null, false, List.of()));
        pages.put("portal-signed-out", new PortalPage.SignedOut("/.vestibule/login?app=wiki"));
        pages.put("portal-nothing", new PortalPage.SignedOut(null));
        pages.put("first-login", firstLogin(List.of(), form));
        pages.put(
                "first-login-problems",
                firstLogin(
                        List.of(
                                new FieldError(Problem.FIELD_UNUSABLE, "mobile"),
                                new FieldError(Problem.NAME_RESERVED, null),
                                new FieldError(Problem.PASSWORD_SHORT, null),
                                new FieldError(Problem.PASSWORD_DIFFERS, null)),
                        form));
        pages.put(
                "first-password",
                new FirstLoginPage(
                        "Corporate account",
                        null,
                        List.of(),
                        List.of(),
                        null,
                        true,
                        List.of(),
                        form));
        pages.put("confirm", new ConfirmPage("Corporate account", "ada@example.org", form, false));
        pages.put(
                "confirm-rejected",
                new ConfirmPage("Corporate account", "ada@example.org", form, true));
        pages.put("notice", new NoticePage("Use is monitored. Do not share your account.", form));
        pages.put("consent", new ConsentPage("Terms of use", "/terms", form));
        pages.put("ask", asked("Department", "", form));
        pages.put("ask-problems", asked("Department", "ada", form));
        pages.put("limit-sessions", sessions("192.0.2.7", false, form));
        pages.put("limit-sessions-problem", sessions("192.0.2.7", true, form));
        pages.put("account-links", links(form));
        pages.put("account-confirm", confirmLinks(form));
        pages.putAll(AccountSamples.named(form));
        pages.put("sign-out", new LogoutPage("ada", form, "/"));
        pages.put("signed-out", LogoutPage.SignedOut.PLAIN);
        pages.put(
                "signed-out-there", new LogoutPage.SignedOut("Corporate account", List.of(), "/"));
        pages.put(
                "signed-out-here",
                new LogoutPage.SignedOut(null, List.of("Corporate account"), "/"));
        pages.put("send-again", sendAgain("Wiki", "text"));
        pages.put("waiting", new RetryPage(FailureKind.DIRECTORY_UNAVAILABLE, form, "5F2C81A9D0"));
        pages.put("refused", failure(FailureKind.ACCESS_REFUSED, "carol", "Node-RED"));
        pages.put("not-found", failure(FailureKind.NOT_FOUND, "carol", null));
        pages.put("error", failure(FailureKind.PROVIDER_REJECTED, null, null));
        return pages;
    }

    private static Page sendAgain(String app, String text) {
        return new SendAgainPage(
                "ada",
                app,
                "/wiki/save?page=1",
                new FormBody(List.of(new FormBody.Field(text, text))),
                "/wiki");
    }

    private static LimitSessionsPage sessions(String place, boolean tooFew, Page.Form form) {
        return new LimitSessionsPage(
                2,
                1,
                tooFew,
                List.of(
                        new Other("one", new Device("Firefox", "Linux"), place, TIME, TIME),
                        new Other("two", new Device("Safari", "iPhone"), place, TIME, null)),
                form);
    }

    private static void addFactors(Map<String, Page> pages, Page.Form form) {
        var wrong = FactorPrompt.Problem.of("password.wrong");
        var alone = new FactorPrompt(form, null, false, 0);
        pages.put("password", new PasswordPage(alone, "", false, null, List.of()));
        pages.put(
                "password-others",
                new PasswordPage(
                        alone,
                        "",
                        false,
                        "Wiki",
                        List.of(
                                new Option("corp", "Corporate account", false),
                                new Option("passkey", null, false))));
        pages.put(
                "password-others-first",
                new PasswordPage(
                        alone,
                        "",
                        false,
                        "Wiki",
                        List.of(
                                new Option("passkey", null, true),
                                new Option("corp", "Corporate account", false))));
        pages.put(
                "password-wrong",
                new PasswordPage(
                        new FactorPrompt(form, wrong, false, 0),
                        "ada",
                        false,
                        "Wiki",
                        List.of(new Option("corp", "Corporate account", true))));
        pages.put(
                "password-confirm",
                new PasswordPage(
                        new FactorPrompt(form, null, false, 0, false, "ada"),
                        "ada",
                        true,
                        null,
                        List.of()));
        pages.put("new-password", new NewPasswordPage(prompt(form, null), "ada", false, 3));
        pages.put("totp", new TotpPage(prompt(form, null), "ada"));
        pages.put("totp-wait", new TotpPage(prompt(form, FactorPrompt.Problem.wait(90)), "ada"));
        pages.put(
                "totp-enrolment",
                new TotpEnrolmentPage(
                        prompt(form, null),
                        "ada",
                        QrCode.of("otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP"),
                        "JBSWY3DPEHPK3PXP"));
        pages.put("recovery-code", new RecoveryCodePage(prompt(form, null)));
        pages.put("passkey", new PasskeyPage(prompt(form, null), "ada", "{}"));
        pages.put("passkey-enrolment", new PasskeyEnrolmentPage(prompt(form, null), "ada", "{}"));
        String address = "a•••@example.org";
        var tooSoon = new FactorPrompt.Problem("mail.pause", 20);
        pages.put("email-code", new EmailOtpPage(prompt(form, null), address, 1));
        pages.put("email-code-pause", new EmailOtpPage(prompt(form, tooSoon), address, 2));
        pages.put("magic-link", new MagicLinkPage(prompt(form, null), address, 1));
        pages.put("magic-link-confirm", new MagicLinkConfirmPage(prompt(form, null), "ada", "x"));
        pages.put(
                "recovery-codes",
                new RecoveryCodesPage(
                        prompt(form, null),
                        List.of("k4mt-9xwr-2pfa", "h7zc-3vqe-8ndu", "x2rb-6gwy-t5ka")));
        pages.put("address", new AddressPage("Wiki", "", false, false, form));
        pages.put(
                "sign-in-second",
                new ChooserPage(
                        "Wiki",
                        List.of(
                                new Option("totp", null, true),
                                new Option("recovery_code", null, false)),
                        "/a",
                        false,
                        true));
    }

    private static FactorPrompt prompt(Page.Form form, FactorPrompt.@Nullable Problem problem) {
        return new FactorPrompt(form, problem, true, 30);
    }

    private static Page failure(FailureKind kind, @Nullable String user, @Nullable String app) {
        return new FailurePage(
                kind,
                null,
                new Audience(user, app),
                false,
                kind == FailureKind.NOT_FOUND ? FailurePage.PORTAL : "/.vestibule/logout",
                kind == FailureKind.ACCESS_REFUSED ? form("x") : null,
                "5F2C81A9D0");
    }

    private static Page chooser() {
        return new ChooserPage(
                "Wiki",
                List.of(
                        new Option("corp", "Corporate account", true),
                        new Option("partner", "Partner company", false),
                        new Option("guests", "Guests", false)),
                "/a",
                false,
                false);
    }

    private static Page portal() {
        return new PortalPage(
                "ada",
                "Ada Lovelace",
                true,
                List.of(
                        new PortalPage.Tile("wiki", "Wiki", "/wiki"),
                        new PortalPage.Tile("nodered", "Node-RED", "/flows"),
                        new PortalPage.Tile("metrics", "Metrics and alerts", "/metrics"),
                        new PortalPage.Tile("mail", "Mail", "/mail")));
    }

    private static Page firstLogin(List<FieldError> errors, Page.Form form) {
        Map<String, List<String>> details = new LinkedHashMap<>();
        details.put("cn", List.of("Ada Lovelace"));
        details.put("mail", List.of("ada@example.org"));
        return new FirstLoginPage(
                "Corporate account",
                details,
                List.of("engineering", "staff"),
                List.of(new FirstLoginPage.Field("mobile", "")),
                errors.isEmpty() ? "ada" : "root",
                true,
                errors,
                form);
    }

    private static Page links(Page.Form form) {
        return new LinksPage(
                "ada",
                LinksPage.Done.CONFIRMED,
                List.of(
                        new LinksPage.LinkedIdentity("Corporate account", TIME, true, null),
                        new LinksPage.LinkedIdentity("Partner company", TIME, false, form)),
                null,
                Map.of("Google", form));
    }

    private static Page confirmLinks(Page.Form form) {
        return new LinksPage(
                "ada",
                null,
                List.of(new LinksPage.LinkedIdentity(null, null, false, null)),
                form,
                Map.of());
    }

    private static AskPage asked(String label, String value, Page.Form form) {
        List<AskPage.Field> fields = new ArrayList<>();
        for (AskField.Kind kind : AskField.Kind.values()) {
            List<String> choices =
                    kind == AskField.Kind.CHOICE ? List.of(label, "Other") : List.of();
            boolean required = kind != AskField.Kind.NUMBER;
            AskField field = new AskField(label, kind, required, null, choices);
            fields.add(new AskPage.Field(kind.name(), field, value));
        }
        return new AskPage(fields, !value.isEmpty(), form);
    }
}
