package dev.vestibule.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.vestibule.provisioning.api.ChangeCommand.AssignToAccount;
import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.api.CredentialCommand.ChangePassword;
import dev.vestibule.provisioning.api.CredentialCommand.VerifyPassword;
import dev.vestibule.provisioning.api.ExportAccounts.LdifPage;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** The text forms of commands, which logs and failures carry. */
class CommandTextTest {
    private static final ProvisionUser COMMAND =
            LoginCommand.of("canary-subject")
                    .wishing("canary-name")
                    .with("mail", "ada@example.org")
                    .granting(List.of("canary-group"))
                    .asking(NewAccount.Mode.AS_NAMED, "canary-password")
                    .command();

    @Test
    void theTextFormShowsNoValues() {
        assertThat(COMMAND.toString()).contains("mail").doesNotContain("ada@example.org", "canary");
        assertThat(COMMAND.person().toString()).contains("google").doesNotContain("canary");
        assertThat(COMMAND.profile().toString())
                .contains("mail")
                .doesNotContain("canary", "ada@example.org");
        assertThat(requireNonNull(COMMAND.groups()).toString()).doesNotContain("canary");
        assertThat(COMMAND.newAccount().toString()).doesNotContain("canary");
    }

    @Test
    void theTextFormOfATypedPasswordHidesIt() {
        assertThat(new TypedPassword("canary")).hasToString("[hidden]");
    }

    @Test
    void aProofOfOwnershipShowsNoPassword() {
        ClaimAccount command = new ClaimAccount(COMMAND, "uid=ada", new TypedPassword("canary"));

        assertThat(command.toString()).doesNotContain("canary");
    }

    @Test
    void noCommandAboutCredentialsShowsWhatWasTypedOrIsKept() {
        TypedPassword password = new TypedPassword("canary");

        assertThat(new VerifyPassword("c", "canary", List.of("uid"), password).toString())
                .contains("uid")
                .doesNotContain("canary");
        assertThat(new ChangePassword("c", "id", password, password).toString())
                .doesNotContain("canary");
        assertThat(
                        new ChangeFactors(
                                        "c",
                                        "id",
                                        FactorAttribute.PASSKEY,
                                        List.of("canary"),
                                        List.of("canary"),
                                        false)
                                .toString())
                .contains("PASSKEY")
                .doesNotContain("canary");
    }

    @Test
    void anAssignmentShowsNoValues() {
        assertThat(
                        new AssignToAccount(
                                        "c",
                                        "id",
                                        "flow:staff",
                                        List.of("premium"),
                                        Membership.STATIC,
                                        Map.of("title", List.of("canary")))
                                .toString())
                .contains("premium", "title")
                .doesNotContain("canary");
    }

    @Test
    void aPageOfAnExportShowsNoValues() {
        assertThat(new LdifPage(1, "mail: canary")).hasToString("LdifPage[accounts=1]");
    }
}
