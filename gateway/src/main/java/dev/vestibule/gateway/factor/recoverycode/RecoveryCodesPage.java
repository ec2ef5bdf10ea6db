package dev.vestibule.gateway.factor.recoverycode;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shows new recovery codes, once. */
public record RecoveryCodesPage(FactorPrompt prompt, List<String> codes) implements FactorPage {
    /** The field that says that the codes are saved. */
    public static final String SAVED = "saved";

    public RecoveryCodesPage {
        codes = List.copyOf(codes);
    }

    @Override
    public String template() {
        return "factor/recovery-codes.jte";
    }

    /** The codes as a text file that a browser saves (RFC 2397). */
    public String file() {
        return "data:text/plain;charset=utf-8,"
                + URLEncoder.encode(String.join("\n", codes) + "\n", StandardCharsets.UTF_8);
    }

    /** Without the codes. */
    @Override
    public String toString() {
        return "RecoveryCodesPage[hidden]";
    }
}
