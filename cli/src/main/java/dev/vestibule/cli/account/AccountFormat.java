package dev.vestibule.cli.account;

import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.AccountState;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/** How accounts are printed. */
enum AccountFormat {
    TEXT {
        @Override
        String header() {
            return ROW.formatted("USERNAME", "STATE", "CREATED BY", "SIGNED IN", "DN");
        }

        @Override
        String line(AccountDetails account) {
            return ROW.formatted(
                    AccountText.plain(account.username()),
                    word(account.state().kind()),
                    account.provisionedBy() == null ? "-" : account.provisionedBy(),
                    day(account.lastSignIn()),
                    AccountText.plain(account.dn()));
        }

        @Override
        String whole(AccountDetails account) {
            return AccountText.of(account);
        }

        @Override
        String outcome(String sentence, JsonObject object) {
            return AccountText.plain(sentence);
        }
    },
    JSON {
        @Override
        String header() {
            return "";
        }

        @Override
        String line(AccountDetails account) {
            return brief(account).encode() + "\n";
        }

        @Override
        String whole(AccountDetails account) {
            return json(account).encode() + "\n";
        }

        @Override
        String outcome(String sentence, JsonObject object) {
            return object.encode();
        }
    };

    private static final String ROW = "%-24s %-10s %-16s %-12s %s%n";

    /** Above a list; empty where programs read. */
    abstract String header();

    /** In a list. */
    abstract String line(AccountDetails account);

    /** With everything. */
    abstract String whole(AccountDetails account);

    /** What became of one account. */
    abstract String outcome(String sentence, JsonObject object);

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String day(@Nullable Instant time) {
        return time == null ? "-" : time.toString().substring(0, 10);
    }

    private static JsonObject brief(AccountDetails account) {
        AccountState state = account.state();
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
        JsonArray links = new JsonArray();
        account.links()
                .forEach(link ->
                        links.add(
                                new JsonObject()
                                        .put("issuer", link.issuer())
                                        .put("subject", link.subject())));
        JsonArray attributes = new JsonArray();
        account.attributes().forEach(attribute -> attributes.add(json(attribute)));
        JsonArray groups = new JsonArray();
        account.groups().forEach(group -> groups.add(json(group)));
        return brief(account)
                .put("links", links)
                .put("attributes", attributes)
                .put("groups", groups);
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
}
