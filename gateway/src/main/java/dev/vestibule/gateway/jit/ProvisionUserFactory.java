package dev.vestibule.gateway.jit;

import dev.vestibule.flow.evaluate.AccountMapping;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.NoMatch;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Prompt;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.jit.AccountResult.Asked;
import dev.vestibule.gateway.jit.AccountResult.Settled;
import dev.vestibule.gateway.jit.FieldError.Problem;
import dev.vestibule.gateway.jit.JitState.Wanted;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.PasswordRefused;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.GroupGrants.Extent;
import dev.vestibule.provisioning.api.NewAccount;
import dev.vestibule.provisioning.api.NewAccount.Mode;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProfile;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProposed;
import dev.vestibule.provisioning.api.ProvisionUser.VerifiedPerson;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Value;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Timing;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The account that an identity should have: the command for it, and the page about it. */
record ProvisionUserFactory(
        Provisioning provisioning, Wanted wanted, SubjectLink link, AccountMapping.Mapped mapped) {

    /** The command with the user's answers. */
    ProvisionUser command() {
        if (provisioning.existing().noMatch() == NoMatch.SKIP) {
            return command(Mode.NONE);
        }
        if (wanted.form().username() != null) {
            return command(Mode.AS_NAMED);
        }
        if (mapped.refused() != null && !AccountPreview.asksUsername(prompt())) {
            return command(Mode.NONE);
        }
        boolean ask = !answered() && prompt() != Prompt.NONE;
        return command(ask ? Mode.PROPOSE : Mode.CREATE);
    }

    /**
     * Why there is no account: the configuration wants none for this user, or the name is refused.
     * Another name instead would only look like it.
     */
    AccountResult notCreated() {
        var refused = mapped.refused();
        if (refused == null || provisioning.existing().noMatch() == NoMatch.SKIP) {
            return new Settled(null, "no-match");
        }
        throw HttpFailure.of(
                FailureKind.USERNAME_REFUSED,
                "connection %s: no account gets the username '%s': %s"
                        .formatted(
                                wanted.identity().connection(),
                                mapped.username(),
                                refused.words()));
    }

    /** The command without answers of the user. */
    ProvisionUser unasked() {
        return command(Mode.CREATE);
    }

    /** An account without the password that an earlier configuration asked for is an account. */
    boolean needsNoAnswer(Reply<ProvisionUser.Result> reply) {
        return reply instanceof Value(AccountProposed proposed)
                && proposed.lacksPassword()
                && prompt() != Prompt.USERNAME_AND_PASSWORD;
    }

    /** The page, or the page again because the chosen name is taken. */
    Asked asked(AccountProposed proposed) {
        boolean nameless = mapped.refused() != null && !answered() && !proposed.lacksPassword();
        return new Asked(
                preview(nameless ? "" : proposed.username(), proposed.lacksPassword()),
                error(nameless));
    }

    private @Nullable FieldError error(boolean nameless) {
        if (answered()) {
            return FieldError.of(Problem.NAME_TAKEN);
        }
        return nameless ? FieldError.of(Problem.NAME_RESERVED) : null;
    }

    /** The page for another password; the account itself exists by now. */
    Asked askedAgain(PasswordRefused refused) {
        return new Asked(
                preview(username(), true),
                FieldError.of(
                        switch (refused.reason()) {
                            case TOO_SHORT -> Problem.PASSWORD_REFUSED_AS_SHORT;
                            case TOO_WEAK -> Problem.PASSWORD_REFUSED_AS_WEAK;
                            case USED_BEFORE -> Problem.PASSWORD_REFUSED_AS_USED;
                            case OTHER -> Problem.PASSWORD_REFUSED;
                        }));
    }

    /** Whether the directory refuses what the user has typed. */
    boolean hasTyped(AttributeRejected rejected) {
        return wanted.form().typed().containsKey(rejected.attribute());
    }

    /** The page for another value; nothing is written yet. */
    Asked askedAgain(AttributeRejected rejected) {
        return new Asked(
                preview(username(), false),
                new FieldError(Problem.FIELD_REFUSED, rejected.attribute()));
    }

    private boolean answered() {
        return wanted.form().tries() > 0;
    }

    private Prompt prompt() {
        return provisioning.newAccounts().prompt();
    }

    private AccountPreview preview(String username, boolean lacksPassword) {
        return new AccountPreview(
                prompt(),
                username,
                lacksPassword,
                mapped.attributes(),
                mapped.groups(),
                lacksPassword ? List.of() : List.copyOf(mapped.asked()));
    }

    /** The values of the claims, and the typed values for the others. */
    private Map<String, List<String>> attributes() {
        Map<String, List<String>> attributes = new LinkedHashMap<>(mapped.attributes());
        wanted.form()
                .typed()
                .forEach((name, text) -> {
                    if (mapped.asked().contains(name)) {
                        attributes.put(name, List.of(text));
                    }
                });
        return attributes;
    }

    private ProvisionUser command(Mode mode) {
        return new ProvisionUser(
                wanted.command(),
                new VerifiedPerson(wanted.identity().connection(), link.current(), link.previous()),
                new AccountProfile(username(), attributes(), wanted.form().typed().keySet()),
                groups(),
                rules(),
                new NewAccount(mode, wanted.form().password(), provisioning.newAccounts().target()),
                mapped.existing());
    }

    private String username() {
        String chosen = wanted.form().username();
        return chosen == null ? mapped.username() : chosen;
    }

    private SyncRules rules() {
        Map<String, Timing> timings = new LinkedHashMap<>();
        provisioning
                .content()
                .attributes()
                .forEach((name, mapping) -> timings.put(name, mapping.sync()));
        var groups = provisioning.content().groups();
        return new SyncRules(
                provisioning.sync().mode(),
                timings,
                mapped.defaulted(),
                mapped.cleared(),
                groups == null ? Groups.MERGE : groups.sync());
    }

    /** Null when the connection manages no groups. */
    private @Nullable GroupGrants groups() {
        List<String> names = mapped.groups();
        var mapping = provisioning.content().groups();
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
