package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.CredentialCommand.FactorsChanged;
import dev.vestibule.provisioning.api.CredentialCommand.ResetFactors;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Takes factors from an account whose user has lost them. */
@Command(
        name = "reset-factor",
        description =
                "Removes factors from an account, so that its user can sign in without them or"
                        + " enrol again.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule account reset-factor ada --factor totp --config /etc/vestibule")
final class ResetFactorCommand extends AccountChange {
    @Option(
            names = "--factor",
            paramLabel = "FACTOR",
            defaultValue = "ALL",
            description = "totp, recovery_code, passkey or all; all is the default.")
    private Factor factor;

    /** What can be removed, as the configuration names it. */
    private enum Factor {
        TOTP(FactorAttribute.TOTP_SECRET),
        RECOVERY_CODE(FactorAttribute.RECOVERY_CODE),
        PASSKEY(FactorAttribute.PASSKEY),
        ALL(FactorAttribute.TOTP_SECRET, FactorAttribute.RECOVERY_CODE, FactorAttribute.PASSKEY);

        private final List<FactorAttribute> attributes;

        Factor(FactorAttribute... attributes) {
            this.attributes = List.of(attributes);
        }

        static List<String> names(Set<FactorAttribute> removed) {
            return EnumSet.complementOf(EnumSet.of(ALL)).stream()
                    .filter(factor -> removed.containsAll(factor.attributes))
                    .map(factor -> factor.name().toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    private ExitCode planned(AccountDetails found) {
        List<String> names = Factor.names(Set.copyOf(factor.attributes));
        return say(
                "would remove %s from %s".formatted(String.join(", ", names), found.dn()),
                object(found.dn(), names).put("dryRun", true));
    }

    @Override
    ExitCode change(AccountConsole console, AccountDetails found) {
        if (!changes()) {
            return planned(found);
        }
        ResetFactors order =
                new ResetFactors(
                        UUID.randomUUID().toString(), found.dn(), Set.copyOf(factor.attributes));
        return done(console.accounts().send(order).await(), found.dn(), this::told);
    }

    private ExitCode told(FactorsChanged done) {
        List<String> names = Factor.names(done.changed());
        return say(
                names.isEmpty()
                        ? "was so already: " + done.dn() + " has no such factor"
                        : "removed %s from %s".formatted(String.join(", ", names), done.dn()),
                object(done.dn(), names).put("changed", !names.isEmpty()));
    }

    private static JsonObject object(String dn, List<String> names) {
        return new JsonObject()
                .put("account", dn)
                .put("change", "reset-factor")
                .put("factors", new JsonArray(names));
    }
}
