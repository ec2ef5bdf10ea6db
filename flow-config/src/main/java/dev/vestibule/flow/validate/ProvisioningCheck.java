package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.AttributeMapping;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.DirectorySettings;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.flow.model.Provisioning.OnMissing;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Checks what a connection writes against itself and against the directory. */
record ProvisioningCheck(FlowConfig config, Findings findings) {

    void check() {
        config.connections().values().forEach(this::check);
    }

    private void check(Connection connection) {
        Provisioning provisioning = connection.provisioning();
        String path = "connections." + connection.id() + ".provisioning";
        provisioning
                .content()
                .attributes()
                .forEach((name, mapping) ->
                        check(mapping, provisioning.sync().mode(), path + ".attributes." + name));
        checkTarget(provisioning.newAccounts().target().people(), path + ".people");
    }

    private void check(AttributeMapping mapping, Mode mode, String path) {
        if (mapping.onMissing() == OnMissing.CLEAR && mapping.sync() != Timing.ALWAYS) {
            findings.error(
                    path + ".on-missing",
                    "clear, but sync is "
                            + mapping.sync().name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + ", which never changes a value that is there",
                    "clear together with sync: always, or keep",
                    "Remove one of the two.");
        }
        if (mode == Mode.NONE && mapping.onMissing() == OnMissing.CLEAR) {
            withoutEffect(path + ".on-missing");
        }
        if (mode == Mode.NONE && mapping.sync() == Timing.IF_EMPTY) {
            withoutEffect(path + ".sync");
        }
    }

    private void withoutEffect(String path) {
        findings.warning(
                path,
                "a rule for later logins, which write nothing: the connection has sync: none",
                "such a rule together with sync: merge, override-all or preserve-local",
                "Remove it, or choose another sync for the connection.");
    }

    private void checkTarget(@Nullable String people, String path) {
        DirectorySettings directory = config.directory();
        if (people == null || directory == null) {
            return;
        }
        if (!findings.isSound("directory.groups") || !findings.isSound(path)) {
            return;
        }
        if (lies(people, directory.groups())) {
            findings.error(
                    path,
                    people + ", which is the container of the groups",
                    "a container of accounts",
                    "Choose another container, best below directory.people.");
        }
    }

    private static boolean lies(String inner, String outer) {
        try {
            // Written from the leaf to the root; the library starts at the root.
            return new LdapName(inner).startsWith(new LdapName(outer));
        } catch (InvalidNameException reported) {
            return false;
        }
    }
}
