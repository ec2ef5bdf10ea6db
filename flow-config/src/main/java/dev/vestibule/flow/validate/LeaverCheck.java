package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.Leavers;
import dev.vestibule.flow.model.Provisioning;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** No account is disabled by an answer that says nothing about the user. */
record LeaverCheck(Findings findings) {
    private static final String CANCELLED = "access_denied";

    /** Of RFC 6749, section 4.1.2.1, and OpenID Connect Core, section 3.1.2.6. */
    private static final Set<String> NOT_ABOUT_THE_PERSON =
            Set.of(
                    "account_selection_required",
                    "consent_required",
                    "interaction_required",
                    "invalid_request",
                    "invalid_request_object",
                    "invalid_request_uri",
                    "invalid_scope",
                    "login_required",
                    "registration_not_supported",
                    "request_not_supported",
                    "request_uri_not_supported",
                    "server_error",
                    "temporarily_unavailable",
                    "unauthorized_client",
                    "unsupported_response_type");

    void check(Map<String, Connection> connections) {
        connections.values().forEach(this::check);
    }

    private void check(Connection connection) {
        Provisioning provisioning = connection.provisioning();
        String path = "connections." + connection.id() + ".provisioning";
        checkCodes(provisioning.leavers().codes(), path + ".disable-on");
        if (!provisioning.enabled() && !provisioning.leavers().equals(Leavers.NONE)) {
            boolean after = provisioning.leavers().after() != null;
            findings.warning(
                    path + (after ? ".disable-after" : ".disable-on"),
                    "a rule for accounts of a connection that writes none",
                    "such a rule where provisioning is enabled",
                    "Enable provisioning, or remove the rule.");
        }
    }

    private void checkCodes(List<String> codes, String path) {
        for (int index = 0; index < codes.size(); index++) {
            checkCode(codes.get(index).toLowerCase(Locale.ROOT), path + "[" + index + "]");
        }
    }

    private void checkCode(String code, String path) {
        if (NOT_ABOUT_THE_PERSON.contains(code)) {
            findings.error(
                    path,
                    code + ", which says nothing about the user",
                    "a code that the provider sends for users who have left only",
                    "Use words of its error_description; the log has them.");
        } else if (code.equals(CANCELLED)) {
            findings.warning(
                    path,
                    "access_denied, which many providers also send when the user cancels",
                    "a code that the provider sends for users who have left only",
                    "Use words of its error_description; the log has them.");
        }
    }
}
