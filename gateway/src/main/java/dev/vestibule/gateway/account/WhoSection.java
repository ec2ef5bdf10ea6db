package dev.vestibule.gateway.account;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.gateway.account.AccountPage.Group;
import dev.vestibule.gateway.account.AccountPage.Origin;
import dev.vestibule.gateway.account.AccountPage.Value;
import dev.vestibule.gateway.account.AccountPage.Who;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.AccountDetails.Standing;
import dev.vestibule.provisioning.api.ShowAccount;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who the user is according to the account, and where each value comes from.
 *
 * @param live the version of the configuration in use
 */
record WhoSection(DirectoryClient directory, Supplier<FlowConfig> live) {
    /** What is shown wherever it comes from; of the rest, what a login has written. */
    private static final Set<String> COMMON =
            Set.of("uid", "cn", "displayname", "givenname", "sn", "mail", "samaccountname");

    Future<Who> of(AccountHolder holder) {
        return directory
                .send(new ShowAccount(holder.account().dn()))
                .map(reply -> who(reply.orThrow(LinkFailures::of)));
    }

    private Who who(AccountDetails details) {
        return new Who(
                title(details.provisionedBy()),
                details.provisionedAt(),
                details.attributes().stream().filter(WhoSection::isShown).map(this::value).toList(),
                details.groups().stream().filter(GroupDetails::member).map(this::group).toList());
    }

    private static boolean isShown(AttributeDetails attribute) {
        boolean common = COMMON.contains(attribute.name().toLowerCase(Locale.ROOT));
        boolean written = attribute.standing() != Standing.BY_HAND;
        return attribute.standing() != Standing.CLEARED && (common || written);
    }

    private Value value(AttributeDetails attribute) {
        return new Value(
                attribute.name(),
                attribute.values(),
                new Origin(
                        attribute.standing(),
                        title(attribute.connection()),
                        attribute.writtenAt()));
    }

    private Group group(GroupDetails group) {
        var from = group.grantedBy().stream().map(this::title).map(String::valueOf).toList();
        return new Group(group.name(), from);
    }

    /** A connection that is gone has only its id. */
    private @Nullable String title(@Nullable String connection) {
        var known = connection == null ? null : live.get().connections().get(connection);
        return known == null ? connection : known.title();
    }
}
