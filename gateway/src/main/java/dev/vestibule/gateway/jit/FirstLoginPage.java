package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Texts;
import dev.vestibule.gateway.jit.JitState.AwaitingFirstLogin;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The page before an account is written for the first time.
 *
 * @param source title of the connection that the details come from
 * @param details what will be stored, by LDAP attribute; null if the user has agreed before, and
 *     only the password is missing
 * @param groups the groups that the user will be a member of
 * @param fields what the user must enter
 * @param username what the field for the username holds, null when there is no such field
 * @param password whether a password is asked for
 * @param errors everything that was wrong with the last answer, empty at first
 */
public record FirstLoginPage(
        String source,
        @Nullable Map<String, List<String>> details,
        List<String> groups,
        List<Field> fields,
        @Nullable String username,
        boolean password,
        List<FieldError> errors,
        Form form)
        implements Page {
    /** Enough for users to recognise their details. */
    private static final int LONGEST = 200;

    private static final int MOST = 20;

    public FirstLoginPage {
        details =
                details == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(details));
        groups = List.copyOf(groups);
        fields = List.copyOf(fields);
        errors = List.copyOf(errors);
    }

    @Override
    public String template() {
        return "jit/first-login.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    static FirstLoginPage of(
            AwaitingFirstLogin waiting, List<FieldError> errors, String source, Form form) {
        AccountPreview preview = waiting.preview();
        boolean known = preview.lacksPassword();
        List<String> groups = preview.groups();
        return new FirstLoginPage(
                source,
                known ? null : details(preview),
                known || groups == null ? List.of() : shown(groups),
                fields(waiting),
                preview.asksUsername() ? username(waiting, errors) : null,
                preview.asksPassword(),
                errors,
                form);
    }

    /** What the user typed, unless it is taken: then what is free. */
    private static String username(AwaitingFirstLogin waiting, List<FieldError> errors) {
        boolean keep =
                !errors.isEmpty()
                        && errors.stream()
                                .noneMatch(each -> each.problem() == FieldError.Problem.NAME_TAKEN);
        String typed = waiting.wanted().form().username();
        return keep && typed != null ? typed : waiting.preview().username();
    }

    private static List<Field> fields(AwaitingFirstLogin waiting) {
        Map<String, String> typed = waiting.wanted().form().typed();
        return waiting.preview().missing().stream()
                .map(name -> new Field(name, typed.getOrDefault(name, "")))
                .toList();
    }

    /** What is wrong, each at its field. */
    public List<Problem> problems(Texts texts) {
        return errors.stream().map(error -> problem(texts, error)).toList();
    }

    private static Problem problem(Texts texts, FieldError error) {
        String key = "problem." + error.problem().name();
        String attribute = error.attribute();
        return attribute == null
                ? new Problem(texts.text(key), error.field())
                : new Problem(texts.text(key, texts.attribute(attribute)), error.field());
    }

    private static Map<String, List<String>> details(AccountPreview preview) {
        Map<String, List<String>> details = new LinkedHashMap<>();
        if (!preview.asksUsername()) {
            details.put("uid", List.of(preview.username()));
        }
        preview.attributes().forEach((name, values) -> details.put(name, shown(values)));
        return details;
    }

    private static List<String> shown(List<String> values) {
        return values.stream().limit(MOST).map(FirstLoginPage::shown).toList();
    }

    private static String shown(String value) {
        int longest = Math.min(value.length(), LONGEST);
        return longest == value.length() ? value : value.substring(0, longest) + "…";
    }

    /**
     * One attribute that the provider does not send.
     *
     * @param value what was typed before, empty at first
     */
    public record Field(String attribute, String value) {

        /** Its id on the page, and its name in the form. */
        public String id() {
            return FirstLoginForm.ATTRIBUTE + attribute;
        }

        /** Its autocomplete name (HTML, section 4.10.18.7.1); {@code on} if there is none. */
        public String autocomplete() {
            return switch (attribute.toLowerCase(Locale.ROOT)) {
                case "cn", "displayname" -> "name";
                case "givenname" -> "given-name";
                case "sn" -> "family-name";
                case "mobile", "telephonenumber" -> "tel";
                case "title" -> "organization-title";
                case "l" -> "address-level2";
                case "st" -> "address-level1";
                case "street" -> "address-line1";
                case "postaladdress" -> "street-address";
                case "postalcode" -> "postal-code";
                default -> "on";
            };
        }

        /** The kind of keyboard to type it with. */
        public String type() {
            return switch (attribute.toLowerCase(Locale.ROOT)) {
                case "facsimiletelephonenumber",
                        "homephone",
                        "mobile",
                        "pager",
                        "telephonenumber" ->
                        "tel";
                default -> "text";
            };
        }
    }
}
