package dev.vestibule.cli.account;

import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.vocabulary.VisibleText;

/** An account as text for users. */
final class AccountText {
    private AccountText() {}

    static String of(AccountDetails account) {
        StringBuilder text = new StringBuilder();
        line(text, "Account", account.dn());
        line(text, "State", state(account));
        line(text, "Created by", account.provisionedBy() == null ? "-" : created(account));
        line(text, "Signed in", AccountFormat.day(account.lastSignIn()));
        account.links().forEach(link -> line(text, "Link", link.issuer() + " " + link.subject()));
        text.append(System.lineSeparator());
        account.attributes().forEach(attribute -> line(text, attribute.name(), of(attribute)));
        text.append(System.lineSeparator());
        account.groups().forEach(group -> line(text, "Group", of(group)));
        return text.toString();
    }

    private static String state(AccountDetails account) {
        String word = AccountFormat.word(account.state().kind());
        return account.state().usable() ? word : word + " (" + account.state().reason() + ")";
    }

    private static String created(AccountDetails account) {
        return account.provisionedBy() + " on " + AccountFormat.day(account.provisionedAt());
    }

    private static String of(AttributeDetails attribute) {
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

    private static String of(GroupDetails group) {
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
