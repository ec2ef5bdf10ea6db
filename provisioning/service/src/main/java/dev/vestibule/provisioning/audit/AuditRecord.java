package dev.vestibule.provisioning.audit;

import dev.vestibule.provisioning.api.AccountChange;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeCommand;
import dev.vestibule.provisioning.api.CredentialCommand.PasswordVerified;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.AccountExists;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.vocabulary.VisibleText;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What became of one try of one command. It names attributes and groups; it has no value of a claim
 * and no subject.
 *
 * @param time when the try was answered
 * @param reply null when there was none in time
 */
public record AuditRecord(
        Instant time, ChangeCommand<?> command, @Nullable Reply<?> reply, Duration took) {

    /**
     * As one line of JSON, with the pseudonym in place of the subject.
     *
     * @param actor who acted in the gateway's place; null for the gateway itself
     */
    String line(Pseudonyms pseudonyms, @Nullable AuditActor actor) {
        JsonObject json =
                new JsonObject()
                        .put("time", time.toString())
                        .put("command", kebab(command.getClass()))
                        .put("change", change())
                        .put("id", command.commandId())
                        .put("outcome", outcome())
                        .put("attribute", attribute())
                        .put("account", account())
                        .put("detail", candidates())
                        .put("connection", command.connection());
        var identity = command.identity();
        if (identity != null) {
            json.put("issuer", identity.issuer()).put("subject", pseudonyms.of(identity));
        }
        if (reply instanceof Value<?>(AccountChange change)) {
            var changes = change.changes();
            json.put("attributes", changes.attributes())
                    .put("granted", changes.granted())
                    .put("withdrawn", changes.withdrawn())
                    .put("omitted", changes.omitted())
                    .put("withheld", changes.withheld())
                    .put("removed", changes.removed());
        }
        if (actor != null) {
            json.put("user", actor.user()).put("bind", actor.bindDn());
        }
        json.put("ms", took.toMillis()).getMap().values().removeIf(AuditRecord::saysNothing);
        return VisibleText.of(json.encode()) + "\n";
    }

    private static boolean saysNothing(@Nullable Object value) {
        return value == null || value.equals(List.of());
    }

    private @Nullable String attribute() {
        return reply instanceof Failed<?>(AttributeRejected(var attribute, _)) ? attribute : null;
    }

    /** What was wanted, where one command can want several things: a refusal says it nowhere. */
    private @Nullable String change() {
        return command instanceof ChangeAccount change
                ? change.change().name().toLowerCase(Locale.ROOT)
                : null;
    }

    private String outcome() {
        return switch (reply) {
            case null -> "timed-out";
            case Value<?>(PasswordVerified verified) -> kebab(verified.getClass());
            case Value<?>(AccountChange change) -> outcome(change.happened());
            case Value<?>(var value) -> kebab(value.getClass());
            case Failed<?>(var failure) -> kebab(failure.getClass());
        };
    }

    /** The accounts that an administrator must look at, and what they match by. */
    private @Nullable String candidates() {
        return switch (reply) {
            case Failed<?>(AccountConflict(var detail)) -> detail;
            case Failed<?>(AccountExists(var detail)) -> detail;
            case null, default -> null;
        };
    }

    private static String outcome(@Nullable EventKind happened) {
        return happened == null ? "unchanged" : happened.type();
    }

    private @Nullable String account() {
        return switch (reply) {
            case Value<?>(AccountChange change) -> change.dn();
            case Failed<?>(var failure) when failure.account() != null -> failure.account();
            case null, default -> command.target();
        };
    }

    /** {@code ProvisionUser} as {@code provision-user}. */
    private static String kebab(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
