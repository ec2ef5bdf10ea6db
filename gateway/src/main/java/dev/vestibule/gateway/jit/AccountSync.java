package dev.vestibule.gateway.jit;

import dev.vestibule.flow.evaluate.AccountMapping.Mapped;
import dev.vestibule.flow.model.AttributeMapping;
import dev.vestibule.flow.model.GroupMapping;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.provisioning.api.AccountTarget;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.GroupGrants.Extent;
import dev.vestibule.provisioning.api.Membership;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A connection's rules in the words of a command. */
final class AccountSync {
    private AccountSync() {}

    static SyncRules rules(Provisioning provisioning, Mapped mapped) {
        Map<String, Timing> timings = new LinkedHashMap<>();
        provisioning
                .content()
                .attributes()
                .forEach((name, mapping) -> timings.put(name, timing(mapping.sync())));
        return new SyncRules(
                mode(provisioning.sync().mode()),
                timings,
                mapped.defaulted(),
                mapped.cleared(),
                groups(provisioning.content().groups()));
    }

    static AccountTarget target(Provisioning provisioning) {
        return new AccountTarget(
                provisioning.newAccounts().target().people(),
                provisioning.newAccounts().target().objectClasses());
    }

    /** Null when the connection manages no groups. */
    static @Nullable GroupGrants groups(Provisioning provisioning, Mapped mapped) {
        List<String> names = mapped.groups();
        GroupMapping mapping = provisioning.content().groups();
        return names == null || mapping == null
                ? null
                : new GroupGrants(
                        names,
                        membership(mapping),
                        mapped.unknown() == null ? Extent.ALL : Extent.KNOWN,
                        mapped.namedGroups(),
                        mapping.restore());
    }

    private static Membership membership(GroupMapping groups) {
        return switch (groups.membership()) {
            case STATIC -> Membership.STATIC;
            case DYNAMIC -> Membership.DYNAMIC;
        };
    }

    private static Mode mode(Provisioning.SyncMode mode) {
        return switch (mode) {
            case MERGE -> Mode.MERGE;
            case OVERRIDE_ALL -> Mode.OVERRIDE_ALL;
            case PRESERVE_LOCAL -> Mode.PRESERVE_LOCAL;
            case NONE -> Mode.NONE;
        };
    }

    private static Timing timing(AttributeMapping.AttributeSync sync) {
        return switch (sync) {
            case ALWAYS -> Timing.ALWAYS;
            case IF_EMPTY -> Timing.IF_EMPTY;
            case ON_CREATE -> Timing.ON_CREATE;
        };
    }

    private static Groups groups(@Nullable GroupMapping mapping) {
        if (mapping == null) {
            return Groups.MERGE;
        }
        return switch (mapping.sync()) {
            case MERGE -> Groups.MERGE;
            case REPLACE -> Groups.REPLACE;
        };
    }
}
