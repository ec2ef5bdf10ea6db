package dev.vestibule.cli.account;

import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.Failure.LastLinkKept;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.UnlinkAccount;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.UUID;

/** Takes identities from an account. */
@Command(
        name = "unlink",
        description =
                "Removes the links to one issuer from an account, and withdraws the groups that"
                        + " their connection granted.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer =
                "  vestibule account unlink ada --issuer https://idp.example --config /etc/vestibule")
final class UnlinkAccountCommand extends AccountChange {

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            required = true,
            description = "The issuer, as printed by `account show`.")
    private String issuer;

    @Override
    ExitCode change(AccountConsole console, AccountDetails found) {
        var links = found.links().stream().filter(link -> link.issuer().equals(issuer)).toList();
        if (links.isEmpty()) {
            return told(
                    "No link of %s has this issuer; `vestibule account show %s` lists its links."
                            .formatted(found.dn(), account()));
        }
        for (FederatedIdentity link : links) {
            ExitCode code = changes() ? unlink(console, found, link) : planned(found, link);
            if (code != ExitCode.FINE) {
                return code;
            }
        }
        return ExitCode.FINE;
    }

    private ExitCode planned(AccountDetails found, FederatedIdentity link) {
        return say(
                "would unlink " + link.subject() + " from " + found.dn(),
                object(found, link).put("dryRun", true));
    }

    private ExitCode unlink(AccountConsole console, AccountDetails found, FederatedIdentity link) {
        var reply = console.accounts().send(order(console, found, link)).await();
        return reply instanceof Failed(LastLinkKept _)
                ? told("The last link of " + found.dn() + " stays.")
                : done(reply, found.dn(), unlinked -> say(found, link, unlinked.changed()));
    }

    private ExitCode say(AccountDetails found, FederatedIdentity link, boolean changed) {
        return say(
                (changed ? "unlinked %s from %s" : "was so already: %s is not linked to %s")
                        .formatted(link.subject(), found.dn()),
                object(found, link).put("changed", changed));
    }

    private static JsonObject object(AccountDetails found, FederatedIdentity link) {
        return new JsonObject()
                .put("account", found.dn())
                .put("change", "unlink")
                .put("issuer", link.issuer())
                .put("subject", link.subject());
    }

    private UnlinkAccount order(
            AccountConsole console, AccountDetails found, FederatedIdentity link) {
        return new UnlinkAccount(
                UUID.randomUUID().toString(), found.dn(), link, connection(console), false);
    }

    /** Null where no connection, or more than one, has the issuer: then the groups stay. */
    private @Nullable String connection(AccountConsole console) {
        String plain = issuer.replaceFirst("#.*", "");
        var ids =
                console.config().connections().values().stream()
                        .filter(connection -> connection.issues(plain))
                        .map(Connection::id)
                        .toList();
        return ids.size() == 1 ? ids.getFirst() : null;
    }
}
