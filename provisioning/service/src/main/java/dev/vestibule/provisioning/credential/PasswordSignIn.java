package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.PersonRule;
import dev.vestibule.provisioning.account.SignInDay;
import dev.vestibule.provisioning.api.CredentialCommand.PasswordVerified;
import dev.vestibule.provisioning.api.CredentialCommand.VerifyPassword;
import dev.vestibule.provisioning.api.Failure.PasswordRejected;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.Replies;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;

/**
 * Signs users in by password. Whatever is wrong, the directory is asked the same: one search, and
 * one bind on a connection of its own. The reply does not say what was wrong; the log does.
 */
public final class PasswordSignIn {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordSignIn.class);

    /** Longer ones are no username and no address. */
    private static final int LONGEST_IDENTIFIER = 256;

    private final Credentials.Directory directory;
    private final PersonRule persons;
    private final PasswordCheck check;
    private final InstantSource clock;

    PasswordSignIn(Credentials.Directory directory, PasswordCheck check, InstantSource clock) {
        this.directory = directory;
        persons = new PersonRule(directory.tree().placeholder());
        this.check = check;
        this.clock = clock;
    }

    /** The account that the password opens. */
    public Reply<PasswordVerified> verify(VerifyPassword command) {
        return Replies.of(() -> verified(command));
    }

    private PasswordVerified verified(VerifyPassword command) throws LDAPException, Refusal {
        if (command.identifier().isBlank()
                || command.identifier().length() > LONGEST_IDENTIFIER
                || !PasswordCheck.plausible(command.password())) {
            throw rejected(null, "no identifier or password can be like that");
        }
        var found = directory.accounts().matching(filter(command));
        AccountEntry account =
                found.size() == 1 && persons.isPerson(found.getFirst()) ? found.getFirst() : null;
        PolicyAnswer answer = answer(account, command);
        if (account == null) {
            throw rejected(null, found.size() + " accounts of users have the identifier");
        }
        if (answer.standing() == null) {
            throw rejected(account, "wrong password, too many of them, or a refused bind");
        }
        if (!directory.states().of(account).usable()) {
            throw rejected(account, directory.states().of(account).reason());
        }
        note(account);
        return new PasswordVerified(directory.view().of(account), answer.standing());
    }

    private PolicyAnswer answer(@Nullable AccountEntry account, VerifyPassword command)
            throws LDAPException {
        try (var user = directory.connections().user()) {
            return check.of(account, command.password(), user);
        }
    }

    private static Filter filter(VerifyPassword command) throws Refusal {
        for (String attribute : command.identifiers()) {
            if (!AccountEntry.visible(new Attribute(attribute))) {
                throw Refusal.policy("%s cannot identify a user", attribute);
            }
        }
        return Filter.or(
                command.identifiers().stream()
                        .map(each -> Filter.equals(each, command.identifier()))
                        .toList());
    }

    /** A directory that accepts no writes at the moment does not prevent a sign-in. */
    private void note(AccountEntry account) {
        var changes = SignInDay.noted(account, clock.instant());
        if (changes.isEmpty() || !account.entry().hasObjectClass(SchemaNames.ACCOUNT)) {
            return;
        }
        try {
            directory.ldap().modifyUnlessChanged(account.dn().toString(), changes);
        } catch (LDAPException e) {
            LOG.warn(
                    "event=sign-in-not-noted account=\"{}\" code={}",
                    account.dn(),
                    e.getResultCode());
        }
    }

    private static Refusal rejected(@Nullable AccountEntry account, String reason) {
        String dn = account == null ? null : account.canonicalDn();
        LOG.info("event=password-rejected account=\"{}\" reason=\"{}\"", dn, reason);
        return new Refusal(new PasswordRejected(dn, "no account has this password"));
    }
}
