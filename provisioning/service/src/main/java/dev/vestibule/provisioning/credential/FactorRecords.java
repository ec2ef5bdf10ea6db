package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.NamedAccounts;
import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.api.CredentialCommand.FactorsChanged;
import dev.vestibule.provisioning.api.CredentialCommand.ResetFactors;
import dev.vestibule.provisioning.api.ReadFactors;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.Replies;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The factors of accounts. A change removes and adds values by name in one modification, which the
 * directory carries out whole or refuses: of many that remove one value at once, one succeeds.
 */
public final class FactorRecords {
    private static final Logger LOG = LoggerFactory.getLogger(FactorRecords.class);

    /**
     * After so many refusals it is not another writer that was faster: the directory has a mark
     * that it does not show.
     */
    private static final int HIDDEN_MARK = 3;

    private final Credentials.Directory directory;
    private final NamedAccounts accounts;
    private final InstantSource clock;

    FactorRecords(Credentials.Directory directory, NamedAccounts accounts, InstantSource clock) {
        this.directory = directory;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The factors of an account. */
    public Reply<AccountFactors> read(ReadFactors query) {
        return Replies.of(() -> {
            AccountEntry account = accounts.withId(query.account());
            return new AccountFactors(
                    directory.view().of(account),
                    FactorValues.all(account),
                    FactorValues.marked(account));
        });
    }

    /** Removes and adds values. */
    public Reply<FactorsChanged> change(ChangeFactors command) {
        return Replies.of(() -> changed(command), command.attribute().attribute());
    }

    private FactorsChanged changed(ChangeFactors command) throws LDAPException, Refusal {
        requireSchema(command.attribute());
        FactorValues.check(command);
        AccountEntry account = accounts.withId(command.account());
        for (int attempt = 0; attempt < ResultCodes.ATTEMPTS; attempt++) {
            directory.states().requireUsable(account);
            FactorValues values = new FactorValues(account, command.attribute());
            List<Modification> changes =
                    values.changes(command, values.isMarked() || attempt >= HIDDEN_MARK);
            if (changes.isEmpty()) {
                return changed(account, Set.of());
            }
            if (directory.ldap().modifyUnlessChanged(account.dn().toString(), changes)) {
                return done(command, account, changes);
            }
            account = accounts.withId(command.account());
        }
        throw ResultCodes.contended(account.dn());
    }

    private static FactorsChanged done(
            ChangeFactors command, AccountEntry account, List<Modification> changes) {
        String attribute = command.attribute().attribute();
        if (command.use()
                || changes.stream().noneMatch(each -> each.getAttributeName().equals(attribute))) {
            return changed(account, Set.of());
        }
        LOG.info(
                "event=factors-changed account=\"{}\" attribute={} removed={} added={}",
                account.dn(),
                attribute,
                command.removed().size(),
                command.added().size());
        return changed(account, Set.of(command.attribute()));
    }

    /** Where others can read an attribute, no secret is written. */
    private void requireSchema(FactorAttribute attribute) throws Refusal {
        if (attribute.isSecret() && !directory.ownSchema()) {
            throw Refusal.rejected(
                    attribute.attribute(), "needs a directory with the schema of Vestibule");
        }
    }

    /** Removes all values of some attributes; the same command again changes nothing. */
    public Reply<FactorsChanged> reset(ResetFactors command) {
        return Replies.of(() -> {
            AccountEntry account = accounts.only(command.account());
            Set<FactorAttribute> removed = EnumSet.noneOf(FactorAttribute.class);
            for (FactorAttribute attribute : command.attributes()) {
                // One by one: whether there was a value is known from the answer, as an
                // administrator may remove what no administrator may read.
                if (removed(accounts.only(command.account()), attribute)) {
                    removed.add(attribute);
                }
            }
            return changed(account, removed);
        });
    }

    private boolean removed(AccountEntry account, FactorAttribute attribute) throws LDAPException {
        for (List<Modification> removal :
                new FactorValues(account, attribute).removals(clock.instant())) {
            if (directory.ldap().modifyUnlessChanged(account.dn().toString(), removal)) {
                return true;
            }
        }
        return false;
    }

    private static FactorsChanged changed(AccountEntry account, Set<FactorAttribute> changed) {
        return new FactorsChanged(account.canonicalDn(), account.username(), changed);
    }
}
