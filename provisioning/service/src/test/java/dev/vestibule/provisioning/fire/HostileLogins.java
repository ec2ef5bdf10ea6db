package dev.vestibule.provisioning.fire;

import static dev.vestibule.provisioning.testing.People.said;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckAccounts.AccountsChecked;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.vocabulary.DirectoryType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Signs people in whose claims are hostile, and notes what does not come back as it went in. */
final class HostileLogins implements AutoCloseable {
    /** Takes several values of any length everywhere. */
    private static final String ATTRIBUTE = "roomNumber";

    /**
     * A subject is compared without a bound of ours; a name of this length fits everywhere else.
     */
    private static final int LONGEST_NAME = 200;

    private static final int LONGEST_IN_A_DOMAIN = 20;

    private final People people;
    private final LdapConnections connections;
    private final AccountDirectory accounts;
    private final DN container;
    private final int longest;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger keptValues = new AtomicInteger();
    private final AtomicInteger refusedValues = new AtomicInteger();
    private final AtomicInteger keptNames = new AtomicInteger();
    private final Map<String, String> wrong = new ConcurrentHashMap<>();

    HostileLogins(TestDirectory directory) {
        people = new People(directory);
        connections = LdapConnections.open(directory.config());
        accounts = DirectoryServices.of(directory.config(), connections, people.clock()).accounts();
        container = dn("ou=people," + TestDirectory.BASE);
        longest =
                directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY
                        ? LONGEST_IN_A_DOMAIN
                        : LONGEST_NAME;
    }

    private record Claims(String name, List<String> groups, List<String> values) {
        Claims {
            groups = List.copyOf(groups);
            values = List.copyOf(values);
        }

        ProvisionUser command() {
            return People.login(name, Map.of(ATTRIBUTE, values), groups);
        }
    }

    /** All of them as values, the first as username and subject, the second as a group. */
    void signIn(List<String> texts) {
        try {
            if (InjectionTest.isNoText(texts.getFirst())) {
                for (String text : texts) {
                    signIn(new Claims(text, List.of(), List.of(text)));
                }
            } else {
                signIn(new Claims(nameOf(texts.getFirst()), groups(texts), texts));
            }
            findNobodyElse(texts);
        } catch (RuntimeException | LDAPException e) {
            wrong.put(texts.getFirst(), e.toString());
        }
    }

    private String nameOf(String text) {
        return text.strip().length() > longest ? plainName() : text;
    }

    private static List<String> groups(List<String> texts) {
        return texts.size() < 2 || texts.get(1).length() > LONGEST_NAME / 4
                ? List.of()
                : List.of(texts.get(1));
    }

    private void signIn(Claims claims) throws LDAPException {
        Object reply = people.provision(claims.command());
        switch (reply) {
            case UserProvisioned(_, _, _, var changes) when changes.omitted().contains(ATTRIBUTE) ->
                    without(ATTRIBUTE, claims);
            case UserProvisioned(_, _, var account, _) -> check(claims, account);
            case AttributeRejected(var attribute, _) -> without(attribute, claims);
            default -> wrong.put(claims.name(), reply.toString());
        }
    }

    /** What is refused by name is left out; the rest has to pass all the same. */
    private void without(String attribute, Claims claims) throws LDAPException {
        List<String> values = claims.values();
        switch (attribute) {
            case "uid", "vestibuleFederatedIdentity" ->
                    signIn(new Claims(plainName(), claims.groups(), values));
            case "groups" -> signIn(new Claims(claims.name(), List.of(), values));
            case ATTRIBUTE -> {
                if (values.size() == 1) {
                    refusedValues.incrementAndGet();
                    return;
                }
                int half = values.size() / 2;
                signIn(new Claims(claims.name(), claims.groups(), values.subList(0, half)));
                List<String> rest = values.subList(half, values.size());
                signIn(new Claims(plainName(), List.of(), rest));
            }
            default -> wrong.put(claims.name(), "refused as " + attribute);
        }
    }

    private void check(Claims claims, Account account) throws LDAPException {
        ProvisionUser command = claims.command();
        Object found = said(people.users().find(new FindAccount(command.identity())));
        Account read = found instanceof Account there ? there : null;
        same(claims, "username", account.username(), claims.name().strip());
        same(claims, "container", requireNonNull(new DN(account.dn()).getParent()), container);
        same(claims, "groups", account.groups(), stripped(claims.groups()));
        if (read == null) {
            wrong.put(claims.name(), "is not found by its link: " + found);
            return;
        }
        same(claims, "place", new DN(read.dn()), new DN(account.dn()));
        same(claims, "username read", read.username(), account.username());
        same(claims, "groups read", read.groups(), account.groups());
        same(claims, "values", values(read), Set.copyOf(claims.values()));
        keptNames.addAndGet(claims.name().startsWith("plain-") ? 0 : 1);
        keptValues.addAndGet(claims.values().size());
    }

    private void same(Claims claims, String what, Object actual, Object expected) {
        if (!actual.equals(expected)) {
            wrong.put(claims.name(), what + " is " + actual + " and should be " + expected);
        }
    }

    /** As subjects, the texts find the account that was made with them and no other. */
    private void findNobodyElse(List<String> texts) {
        List<FederatedIdentity> identities =
                texts.stream()
                        .filter(text -> !text.isBlank() && length(text) <= LONGEST_NAME)
                        .map(text -> new FederatedIdentity(People.ISSUER, text))
                        .toList();
        Object reply = said(accounts.check(new CheckAccounts(identities)));
        if (!(reply instanceof AccountsChecked(var checked))) {
            wrong.put(texts.getFirst(), "looking for all: " + reply);
            return;
        }
        Set<String> others = new HashSet<>(texts.subList(1, texts.size()));
        checked.stream()
                .filter(each -> each.account() != null)
                .filter(each -> others.contains(each.identity().subject()))
                .forEach(each -> wrong.put(each.identity().subject(), "found " + each.account()));
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Set<String> values(Account account) {
        return Set.copyOf(account.attributes().getOrDefault(ATTRIBUTE, List.of()));
    }

    private static List<String> stripped(List<String> texts) {
        List<String> stripped = new ArrayList<>();
        texts.forEach(text -> stripped.add(text.strip()));
        return stripped;
    }

    private String plainName() {
        return "plain-" + numbers.incrementAndGet() + "-x";
    }

    /** What came back otherwise, or was refused without a name, by text. */
    Map<String, String> wrong() {
        return wrong;
    }

    int keptValues() {
        return keptValues.get();
    }

    int refusedValues() {
        return refusedValues.get();
    }

    int keptNames() {
        return keptNames.get();
    }

    private static DN dn(String text) {
        try {
            return new DN(text);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        connections.close();
        people.close();
    }
}
