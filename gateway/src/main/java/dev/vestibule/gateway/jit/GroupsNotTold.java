package dev.vestibule.gateway.jit;

import dev.vestibule.flow.evaluate.AccountMapping.UnknownGroups;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.jit.AccountResult.Refused;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, in one line for each login, that the groups of the user are unknown. */
final class GroupsNotTold {
    private static final Logger LOG = LoggerFactory.getLogger(GroupsNotTold.class);

    private GroupsNotTold() {}

    /** The login ends here: {@code groups.unknown: refuse}. */
    static Refused refused(VerifiedIdentity identity, UnknownGroups unknown) {
        log(identity, unknown, "the login is refused; groups.unknown: keep lets it go on");
        return new Refused(
                FailureKind.PROVISIONING_REFUSED,
                "the groups are not known: " + quotable(unknown.detail()));
    }

    /** The login continues: {@code groups.unknown: keep}. */
    static void kept(VerifiedIdentity identity, @Nullable UnknownGroups unknown) {
        if (unknown != null) {
            log(identity, unknown, "no membership is withdrawn");
        }
    }

    private static void log(VerifiedIdentity identity, UnknownGroups unknown, String next) {
        LOG.warn(
                "event=groups_unknown connection={} claim=\"{}\" detail=\"{}\" next=\"{}\"",
                identity.connection(),
                quotable(unknown.claim()),
                quotable(unknown.detail()),
                next);
    }

    /** The text of the configuration may have quotes and lines of its own. */
    private static String quotable(String text) {
        return text.replace('"', '\'').replaceAll("\\s+", " ");
    }
}
