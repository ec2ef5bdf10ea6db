package dev.vestibule.cli.account;

import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.vocabulary.VisibleText;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How accounts are printed. */
enum AccountFormat {
    TEXT,
    JSON;

    private static final String ROW = "%-24s %-10s %-16s %-12s %s%n";

    /** Above a list; empty where programs read. */
    String header() {
        return switch (this) {
            case TEXT -> ROW.formatted("USERNAME", "STATE", "CREATED BY", "SIGNED IN", "DN");
            case JSON -> "";
        };
    }

    /** In a list. */
    String line(AccountDetails account) {
        return switch (this) {
            case TEXT ->
                    ROW.formatted(
                            plain(account.username()),
                            word(account.state().kind()),
                            account.provisionedBy() == null ? "-" : account.provisionedBy(),
                            day(account.lastSignIn()),
                            plain(account.dn()));
            case JSON -> brief(account).encode() + "\n";
        };
    }

    /** With everything. */
    String whole(AccountDetails account) {
        return switch (this) {
            case TEXT -> paragraphs(account);
            case JSON -> json(account).encode() + "\n";
        };
    }

    /** What became of one account. */
    String outcome(String sentence, JsonObject object) {
        return switch (this) {
            case TEXT -> plain(sentence);
            case JSON -> object.encode();
        };
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String day(@Nullable Instant time) {
        return time == null ? "-" : time.toString().substring(0, 10);
    }

    private static JsonObject brief(AccountDetails account) {
        var state = account.state();
        JsonObject json =
                new JsonObject()
                        .put("username", account.username())
                        .put("dn", account.dn())
                        .put("state", word(state.kind()));
        if (!state.usable()) {
            json.put("reason", state.reason());
        }
        return json.put("provisionedBy", account.provisionedBy())
                .put("provisionedAt", text(account.provisionedAt()))
                .put("lastSignIn", text(account.lastSignIn()));
    }

    /** Everything that is not secret. */
    static JsonObject json(AccountDetails account) {
        return brief(account)
                .put("links", array(account.links(), AccountFormat::json))
                .put("attributes", array(account.attributes(), AccountFormat::json))
                .put("groups", array(account.groups(), AccountFormat::json));
    }

    private static <T> JsonArray array(List<T> parts, Function<T, JsonObject> json) {
        return new JsonArray(parts.stream().map(json).toList());
    }

    private static JsonObject json(FederatedIdentity link) {
        return new JsonObject().put("issuer", link.issuer()).put("subject", link.subject());
    }

    private static JsonObject json(AttributeDetails attribute) {
        return new JsonObject()
                .put("name", attribute.name())
                .put("values", new JsonArray(attribute.values()))
                .put("standing", word(attribute.standing()))
                .put("connection", attribute.connection())
                .put("writtenAt", text(attribute.writtenAt()));
    }

    private static JsonObject json(GroupDetails group) {
        return new JsonObject()
                .put("name", group.name())
                .put("grantedBy", new JsonArray(group.grantedBy()))
                .put("member", group.member())
                .put("removed", group.removed());
    }

    static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static String paragraphs(AccountDetails account) {
        StringBuilder text = new StringBuilder();
        line(text, "Account", account.dn());
        line(text, "State", state(account));
        line(text, "Created by", account.provisionedBy() == null ? "-" : created(account));
        line(text, "Signed in", AccountFormat.day(account.lastSignIn()));
        account.links().forEach(link -> line(text, "Link", link.issuer() + " " + link.subject()));
        text.append(System.lineSeparator());
        account.attributes().forEach(attribute -> line(text, attribute.name(), origin(attribute)));
        text.append(System.lineSeparator());
        account.groups().forEach(group -> line(text, "Group", origin(group)));
        return text.toString();
    }

    private static String state(AccountDetails account) {
        String word = AccountFormat.word(account.state().kind());
        return account.state().usable() ? word : word + " (" + account.state().reason() + ")";
    }

    private static String created(AccountDetails account) {
        return account.provisionedBy() + " on " + AccountFormat.day(account.provisionedAt());
    }

    private static String origin(AttributeDetails attribute) {
        String values = String.join(" | ", attribute.values());
        String writer =
                attribute.connection() == null
                        ? ""
                        : ", " + attribute.connection() + " " + attribute.writtenAt();
        String origin =
                switch (attribute.standing()) {
                    case AS_WRITTEN -> "as written";
                    case CHANGED_BY_HAND -> "changed by hand since";
                    case REMOVED_BY_HAND -> "removed by hand since";
                    case CLEARED -> "cleared";
                    case BY_HAND -> "by hand";
                };
        return "%-40s  [%s%s]".formatted(values, origin, writer);
    }

    private static String origin(GroupDetails group) {
        if (group.removed()) {
            return "%-40s  [removed by hand; granted by %s before]"
                    .formatted(group.name(), String.join(", ", group.grantedBy()));
        }
        String from =
                group.grantedBy().isEmpty()
                        ? "by hand"
                        : "granted by " + String.join(", ", group.grantedBy());
        return "%-40s  [%s%s]"
                .formatted(group.name(), from, group.member() ? "" : "; not a member yet");
    }

    /** Control characters of a value could pass for lines of their own, or move the cursor. */
    static String plain(String value) {
        return VisibleText.of(value);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-20s %s%n".formatted(name, plain(value).stripTrailing()));
    }
}
