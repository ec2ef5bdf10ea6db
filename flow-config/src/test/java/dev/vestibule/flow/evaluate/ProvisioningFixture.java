package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.provisioning.EmailAuthority;
import dev.vestibule.flow.provisioning.ExistingAccountSettings;
import dev.vestibule.flow.provisioning.Leavers;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Content;
import dev.vestibule.flow.provisioning.Provisioning.NewAccounts;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.flow.provisioning.Provisioning.Prompt;
import dev.vestibule.flow.provisioning.Provisioning.Sync;
import dev.vestibule.flow.provisioning.Provisioning.Trust;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.SyncRules.Mode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The provisioning of a connection that says nothing but what a test says. */
final class ProvisioningFixture {
    private final Content content;
    private @Nullable Expression when;
    private Prompt prompt = Prompt.NONE;
    private Sync sync = new Sync(Mode.MERGE, OnMissing.KEEP);
    private ExistingAccountSettings existing = ExistingAccountSettings.IGNORED;
    private EmailAuthority authority = new EmailAuthority(Set.of(), false);

    private ProvisioningFixture(Content content) {
        this.content = content;
    }

    static ProvisioningFixture of(Content content) {
        return new ProvisioningFixture(content);
    }

    static ProvisioningFixture named(Expression username) {
        return of(new Content(username, Map.of(), null, true));
    }

    ProvisioningFixture when(Expression condition) {
        when = condition;
        return this;
    }

    ProvisioningFixture asking(Prompt what) {
        prompt = what;
        return this;
    }

    ProvisioningFixture under(Mode mode, OnMissing onMissing) {
        sync = new Sync(mode, onMissing);
        return this;
    }

    ProvisioningFixture matching(ExistingAccountSettings accounts, EmailAuthority domains) {
        existing = accounts;
        authority = domains;
        return this;
    }

    Provisioning provisioning() {
        return new Provisioning(
                true,
                when,
                new Trust(Provisioning.STANDARD_SUBJECT, authority),
                content,
                new NewAccounts(prompt, new AccountTarget(null, List.of()), UsernameRule.STANDARD),
                sync,
                existing,
                Leavers.NONE);
    }
}
