package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.NamedAccounts;
import dev.vestibule.provisioning.api.CredentialCommand.ChangePassword;
import dev.vestibule.provisioning.api.CredentialCommand.PasswordChanged;
import dev.vestibule.provisioning.api.Failure.PasswordRefused;
import dev.vestibule.provisioning.api.Failure.PasswordRefused.Reason;
import dev.vestibule.provisioning.api.Failure.PasswordRejected;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.Replies;
import dev.vestibule.provisioning.ldap.dialect.PasswordForm;
import dev.vestibule.provisioning.vocabulary.PasswordStanding;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/**
 * Gives accounts another password. A user who types the current one changes it with the user's own
 * rights, so that the whole policy applies: history, least age, what must be changed after a reset.
 * The gateway sets it where the user cannot: without the current password, where it has expired,
 * and where the directory gives users no right to write their own.
 */
public final class PasswordChanges {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordChanges.class);

    private final Credentials.Directory directory;
    private final NamedAccounts accounts;
    private final PasswordCheck check;
    private final PasswordWriter writer;

    PasswordChanges(
            Credentials.Directory directory,
            NamedAccounts accounts,
            PasswordCheck check,
            PasswordWriter writer) {
        this.directory = directory;
        this.accounts = accounts;
        this.check = check;
        this.writer = writer;
    }

    /** Changes the password. */
    public Reply<PasswordChanged> change(ChangePassword command) {
        return Replies.of(() -> changed(command));
    }

    private PasswordChanged changed(ChangePassword command) throws LDAPException, Refusal {
        AccountEntry account = accounts.withId(command.account());
        directory.states().requireUsable(account);
        if (!PasswordCheck.plausible(command.next())) {
            throw new Refusal(new PasswordRefused(Reason.OTHER, "no password can be like that"));
        }
        if (command.current() == null) {
            writer.set(directory.connections().pool(), account.dn().toString(), command.next());
        } else {
            change(account, command.current(), command.next());
        }
        PasswordStanding standing = tried(account, command.next());
        if (account.lacksPassword()) {
            directory
                    .ldap()
                    .modifyUnlessChanged(
                            account.dn().toString(),
                            List.of(
                                    Modifications.delete(
                                            SchemaNames.SYNC_STATE, AccountEntry.PASSWORD_WANTED)));
        }
        LOG.info("event=password-changed account=\"{}\"", account.dn());
        return new PasswordChanged(account.canonicalDn(), account.username(), standing);
    }

    private void change(AccountEntry account, TypedPassword current, TypedPassword next)
            throws LDAPException, Refusal {
        String dn = account.dn().toString();
        try (var user = directory.connections().user()) {
            PolicyAnswer answer =
                    PasswordCheck.plausible(current)
                            ? check.of(account, current, user)
                            : PolicyAnswer.REFUSED;
            if (!answer.proved()) {
                throw new Refusal(
                        new PasswordRejected(account.canonicalDn(), "not the current password"));
            }
            boolean done =
                    writer.form() == PasswordForm.UNICODE_PWD
                            ? writer.change(directory.connections().pool(), dn, current, next)
                            : answer.bound() && writer.change(user.connection(), dn, current, next);
            if (!done) {
                writer.set(directory.connections().pool(), dn, next);
            }
        }
    }

    /** What the directory took may still be of no use: expired at once, or locked by a policy. */
    private PasswordStanding tried(AccountEntry account, TypedPassword next)
            throws LDAPException, Refusal {
        try (var user = directory.connections().user()) {
            PolicyAnswer answer = PolicyAnswer.of(user.bind(account.dn(), next.value()));
            if (answer.standing() == null) {
                throw new Refusal(
                        new PasswordRefused(
                                Reason.OTHER,
                                "the directory accepted it, but refuses a bind with it"));
            }
            return answer.standing();
        }
    }
}
