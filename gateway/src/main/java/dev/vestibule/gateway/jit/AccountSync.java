package dev.vestibule.gateway.jit;

import dev.vestibule.flow.evaluate.AccountMapping.Mapped;
import dev.vestibule.flow.model.GroupMapping;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.GroupGrants.Extent;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.SyncRules.Groups;
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
                .forEach((name, mapping) -> timings.put(name, mapping.sync()));
        GroupMapping groups = provisioning.content().groups();
        return new SyncRules(
                provisioning.sync().mode(),
                timings,
                mapped.defaulted(),
                mapped.cleared(),
                groups == null ? Groups.MERGE : groups.sync());
    }

    /** Null when the connection manages no groups. */
    static @Nullable GroupGrants groups(Provisioning provisioning, Mapped mapped) {
        List<String> names = mapped.groups();
        GroupMapping mapping = provisioning.content().groups();
        return names == null || mapping == null
                ? null
                : new GroupGrants(
                        names,
                        mapping.membership(),
                        mapped.unknown() == null ? Extent.ALL : Extent.KNOWN,
                        mapped.namedGroups(),
                        mapping.restore());
    }
}
