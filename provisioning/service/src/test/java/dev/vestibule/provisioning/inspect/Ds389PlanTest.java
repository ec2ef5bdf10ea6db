package dev.vestibule.provisioning.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldif.LDIFChangeRecord;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.testing.InMemoryDirectory;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;

/** What an administrator of 389 Directory Server is told to run. */
class Ds389PlanTest {
    private final DirectoryConfig gateway = InMemoryDirectory.config(1);
    private final String rights = new Ds389Plan(gateway, "cn=userroot").rights();

    /** It would shut out a second gateway: an administrator adds it, who knows them all. */
    @Test
    void theRuleThatDeniesOthersTheSecretsIsShownForThisGatewayAndNotApplied() {
        assertThat(AppliedChanges.changes(rights))
                .extracting(LDIFChangeRecord::toLDIFString)
                .noneMatch(change -> change.contains("deny"));
        assertThat(rights)
                .contains(
                        "deny (read, search, compare) userdn != \"ldap:///%s\""
                                .formatted(gateway.login().dn()));
    }

    @Test
    void withoutItsCommentSignsTheRuleIsOneChange() {
        String rule =
                rights.lines()
                        .dropWhile(line -> !line.startsWith("# dn:"))
                        .takeWhile(line -> line.startsWith("#"))
                        .map(line -> line.substring(2))
                        .collect(Collectors.joining("\n"));

        assertThat(AppliedChanges.changes(rule))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.getDN()).isEqualTo(gateway.containers().base()));
    }
}
