package dev.vestibule.demo.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The YAML of the guide in docs/factors.md, with the addresses of the tests in it. */
record GuideYaml(String text) {
    private static final List<String> FLOWS = List.of("local", "staff", "mailed", "mixed");
    private static final Pattern BLOCK =
            Pattern.compile(
                    "(?s)## Second factors for users from an identity provider\n```yaml\n(.*?)```");
    private static final String CONDITION = ", when: steps.first.option != \"partner\"";
    private static final String SKIPPED = "provisioning: { enabled: false }";
    private static final String ENABLED =
            "provisioning: { enabled: true, username: claims.preferred_username, attributes: { sn:"
                    + " claims.preferred_username } }";

    /** As the page has it. */
    static GuideYaml ofThePage() {
        try {
            Matcher found = BLOCK.matcher(Files.readString(Path.of("..", "docs", "factors.md")));
            if (!found.find()) {
                throw new AssertionError("docs/factors.md has no YAML in the guide");
            }
            return new GuideYaml(found.group(1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Both connections lead to this provider, and mails to this port. */
    GuideYaml with(URI issuer, int mailPort) {
        return replaced("https://sso.example.org/realms/corp", issuer.toString())
                .replaced("https://login.example.com", issuer.toString())
                .replaced("smtps://mail.example.org", "smtp://127.0.0.1:" + mailPort);
    }

    /** An application for each flow, under the flow's name. */
    GuideYaml withApps(String upstream) {
        String apps =
                FLOWS.stream()
                        .map(flow ->
                                "  %1$s: { match: { path: /%1$s }, upstream: \"%2$s\", flow: %1$s, access: [{ allow: true }], identity: { headers: [x-forwarded] } }%n"
                                        .formatted(flow, upstream))
                        .collect(Collectors.joining());
        return new GuideYaml(text + "apps:\n" + apps);
    }

    /** Secrets come from this file beside the YAML. */
    GuideYaml withSecretsIn(String file) {
        return new GuideYaml(text.replaceAll("\\$\\{env:\\w+}", "\\${file:" + file + "}"));
    }

    /** The factor is asked of users of the partner too. */
    GuideYaml withoutTheCondition() {
        return replaced(CONDITION, "");
    }

    /** Users of the partner get accounts. */
    GuideYaml withAccountsForThePartner() {
        return replaced(SKIPPED, ENABLED);
    }

    private GuideYaml replaced(String old, String now) {
        if (!text.contains(old)) {
            throw new AssertionError("docs/factors.md has no " + old);
        }
        return new GuideYaml(text.replace(old, now));
    }
}
