package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.GroupGrants.Extent;
import dev.vestibule.provisioning.api.NewAccount;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProfile;
import dev.vestibule.provisioning.api.ProvisionUser.VerifiedPerson;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command of a login through {@code google}, the plainest one that a test does not change. */
public final class LoginCommand {
    private final FederatedIdentity identity;
    private String id = "command-1";
    private String connection = "google";
    private String username;
    private Map<String, List<String>> attributes = Map.of();
    private @Nullable List<String> groups;
    private Extent extent = Extent.ALL;
    private Membership membership = Membership.STATIC;
    private Set<String> named = Set.of();
    private boolean restore;
    private @Nullable FederatedIdentity previous;
    private SyncRules sync = SyncRules.MERGE;
    private NewAccount.Mode mode = NewAccount.Mode.CREATE;
    private @Nullable TypedPassword password;
    private AccountTarget place = AccountTarget.USUAL;
    private ExistingAccounts existing = ExistingAccounts.IGNORED;

    private LoginCommand(FederatedIdentity identity) {
        this.identity = identity;
        username = identity.subject();
    }

    /** Of a person who wishes the subject as username. */
    public static LoginCommand of(String subject) {
        return of(new FederatedIdentity(People.ISSUER, subject));
    }

    /** The same at another issuer. */
    public static LoginCommand of(FederatedIdentity identity) {
        return new LoginCommand(identity);
    }

    public LoginCommand named(String commandId) {
        id = commandId;
        return this;
    }

    public LoginCommand through(String other) {
        connection = other;
        return this;
    }

    public LoginCommand wishing(String name) {
        username = name;
        return this;
    }

    public LoginCommand with(Map<String, List<String>> values) {
        attributes = values;
        return this;
    }

    public LoginCommand with(String attribute, String... values) {
        return with(Map.of(attribute, List.of(values)));
    }

    /** Null manages no groups. */
    public LoginCommand granting(@Nullable List<String> names) {
        groups = names;
        return this;
    }

    /** Those of the groups that the configuration says. */
    public LoginCommand naming(String... names) {
        named = Set.of(names);
        return this;
    }

    /** Memberships that were removed by hand are given again. */
    public LoginCommand restoring() {
        restore = true;
        return this;
    }

    /** Of the groups only these are known. */
    public LoginCommand knowing(List<String> names) {
        extent = Extent.KNOWN;
        return granting(names);
    }

    public LoginCommand in(Membership kind) {
        membership = kind;
        return this;
    }

    public LoginCommand following(@Nullable FederatedIdentity older) {
        previous = older;
        return this;
    }

    public LoginCommand under(SyncRules rules) {
        sync = rules;
        return this;
    }

    /** Null chooses no password. */
    public LoginCommand asking(NewAccount.Mode what, @Nullable String chosen) {
        mode = what;
        password = chosen == null ? null : new TypedPassword(chosen);
        return this;
    }

    public LoginCommand into(AccountTarget target) {
        place = target;
        return this;
    }

    public LoginCommand matching(ExistingAccounts others) {
        existing = others;
        return this;
    }

    public ProvisionUser command() {
        return new ProvisionUser(
                id,
                new VerifiedPerson(connection, identity, previous),
                new AccountProfile(username, attributes, Set.of()),
                groups == null ? null : new GroupGrants(groups, membership, extent, named, restore),
                sync,
                new NewAccount(mode, password, place),
                existing);
    }
}
