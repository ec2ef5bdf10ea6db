package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Types;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** No account is disabled by an answer that says nothing about the user. */
record LeaverCheck(Findings findings) {
    private static final String CANCELLED = "access_denied";

    /** Of RFC 6749, section 4.1.2.1, and OpenID Connect Core, section 3.1.2.6. */
    private static final Set<String> NOT_ABOUT_THE_PERSON =
            Types.wordsOf(
                    """
                    account_selection_required consent_required interaction_required
                    invalid_request invalid_request_object invalid_request_uri invalid_scope
                    login_required registration_not_supported request_not_supported
                    request_uri_not_supported server_error temporarily_unavailable
                    unauthorized_client unsupported_response_type
                    """);

    void check(Provisioning provisioning, String path) {
        List<String> codes = provisioning.leavers().codes();
        for (int index = 0; index < codes.size(); index++) {
            checkCode(
                    codes.get(index).toLowerCase(Locale.ROOT), path + ".disable-on[" + index + "]");
        }
        if (!provisioning.enabled() && !provisioning.leavers().equals(Leavers.NONE)) {
            boolean after = provisioning.leavers().after() != null;
            findings.warning(
                    path + (after ? ".disable-after" : ".disable-on"),
                    "a rule for accounts of a connection that writes none",
                    "such a rule where provisioning is enabled",
                    "Enable provisioning, or remove the rule.");
        }
    }

    private void checkCode(String code, String path) {
        String allowed = "a code that the provider sends for users who have left only";
        String remedy = "Use words of its error_description; the log has them.";
        if (NOT_ABOUT_THE_PERSON.contains(code)) {
            findings.error(path, code + ", which says nothing about the user", allowed, remedy);
        } else if (code.equals(CANCELLED)) {
            findings.warning(
                    path,
                    "access_denied, which many providers also send when the user cancels",
                    allowed,
                    remedy);
        }
    }
}
