package dev.vestibule.provisioning.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.merge.UserDirectory;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A node of the provisioning service at a directory, and what tests ask of the two. */
public final class People implements AutoCloseable {
    public static final String ISSUER = "https://issuer.example";
    private static final AtomicLong NAMES = new AtomicLong(System.nanoTime());

    private final TestDirectory directory;
    private final LdapConnections connections;
    private final DirectoryServices services;
    private final KeptRecords records;
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-23T09:30:00Z"));

    /** Connects a node of its own. */
    public People(TestDirectory directory) {
        this(directory, directory.config());
    }

    /** Connects one that knows further containers of people. */
    public People(TestDirectory directory, List<String> otherPeople) {
        this(directory, directory.config().withOtherPeople(otherPeople));
    }

    /** Connects a node that reaches the directory in another way. */
    public People(TestDirectory directory, DirectoryConfig config) {
        this.directory = directory;
        connections = LdapConnections.open(config);
        records = new KeptRecords(config);
        services = DirectoryServices.of(config, connections, clock());
    }

    /** A name that no other test has, without a digit at its end. */
    public static String freshName() {
        return "ada-" + Long.toString(NAMES.incrementAndGet(), 36) + "-x";
    }

    /** A command of the connection {@code google} that wishes its subject as username. */
    public static ProvisionUser login(
            String name, Map<String, List<String>> attributes, @Nullable List<String> groups) {
        return login("google", name, attributes, groups);
    }

    /** The same of another connection at the same issuer. */
    public static ProvisionUser login(
            String connection,
            String name,
            Map<String, List<String>> attributes,
            @Nullable List<String> groups) {
        return LoginCommand.of(name)
                .through(connection)
                .with(attributes)
                .granting(groups)
                .command();
    }

    public DirectoryServices services() {
        return services;
    }

    public UserDirectory users() {
        return services.users();
    }

    public LDAPConnectionPool administrator() {
        return directory.administrator();
    }

    public InstantSource clock() {
        return now::get;
    }

    /** Sets the clock. */
    public void at(String time) {
        now.set(Instant.parse(time));
    }

    /** Lets the time pass. */
    public void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    public Object provision(ProvisionUser command) {
        return said(services.users().provision(command));
    }

    /** The value of the reply, or its failure. */
    public static Object said(Reply<?> reply) {
        return switch (reply) {
            case Reply.Value<?>(var value) -> value;
            case Reply.Failed<?>(var failure) -> failure;
        };
    }

    /** For commands that must succeed. */
    public UserProvisioned provisioned(ProvisionUser command) {
        Object reply = said(services.users().provision(command));
        assertThat(reply).isInstanceOf(UserProvisioned.class);
        return (UserProvisioned) reply;
    }

    public Account account(ProvisionUser command) {
        return provisioned(command).account();
    }

    /** The entry as an administrator sees it. */
    public Entry entry(String dn) throws LDAPException {
        return Objects.requireNonNull(administrator().getEntry(dn, "*", "+"), dn);
    }

    public List<String> values(String dn, String attribute) throws LDAPException {
        String[] values = entry(dn).getAttributeValues(attribute);
        return values == null ? List.of() : List.of(values);
    }

    /** All entries with the link of {@link #login}. */
    public List<SearchResultEntry> linked(String subject) throws LDAPException {
        return Objects.requireNonNull(
                administrator()
                        .search(
                                "ou=people," + TestDirectory.BASE,
                                SearchScope.SUB,
                                Filter.createEqualityFilter(
                                        records.attribute("vestibuleFederatedIdentity"),
                                        ISSUER + " " + subject))
                        .getSearchEntries());
    }

    /** How many entries have the link of {@link #login}. */
    public int linkedAccounts(String subject) {
        try {
            return linked(subject).size();
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the gateway has on record under this name of ours, wherever the directory keeps it. */
    public List<String> records(String dn, String name) throws LDAPException {
        return records.restored(name, values(dn, records.attribute(name)));
    }

    /** Writes a record of ours as an administrator could. */
    public void record(String dn, String name, String value) throws LDAPException {
        administrator()
                .modify(
                        dn,
                        new Modification(
                                ModificationType.ADD,
                                records.attribute(name),
                                records.stored(name, value)));
    }

    /**
     * Adds a person by hand, who may sign in with the password.
     *
     * @return the DN as the server writes it
     */
    public String addPerson(String name, String mail, String password) throws LDAPException {
        return switch (directory.config().kind().type()) {
            case OPENLDAP, EMBEDDED, DS_389 ->
                    added(
                            "uid=" + name + ",ou=people,dc=example,dc=org",
                            new Attribute("objectClass", "inetOrgPerson"),
                            new Attribute("cn", name),
                            new Attribute("sn", "King"),
                            new Attribute("mail", mail),
                            new Attribute("userPassword", password));
            case ACTIVE_DIRECTORY ->
                    added(
                            "CN=" + name + ",OU=people,DC=example,DC=org",
                            new Attribute("objectClass", "user"),
                            new Attribute("sAMAccountName", name),
                            new Attribute("userAccountControl", "512"),
                            new Attribute("mail", mail),
                            new Attribute(
                                    "unicodePwd",
                                    ('"' + password + '"').getBytes(StandardCharsets.UTF_16LE)));
        };
    }

    private String added(String dn, Attribute... attributes) throws LDAPException {
        administrator().add(dn, attributes);
        return dn;
    }

    /** Disables an account as an administrator does who knows nothing but our attribute. */
    public void disable(String dn) throws LDAPException {
        if (directory.config().kind().metadata() instanceof MetadataMapping.OwnSchema) {
            administrator()
                    .modify(
                            dn,
                            new Modification(
                                    ModificationType.ADD, "objectClass", "vestibuleAccount"));
        }
        record(dn, "vestibuleDisabled", "TRUE");
    }

    public List<String> members(String group) throws LDAPException {
        return values(groupDn(group), "member");
    }

    /** The same whatever the server's spelling of DNs. */
    public List<DN> memberDns(String group) throws LDAPException {
        List<DN> members = new ArrayList<>();
        for (String member : members(group)) {
            members.add(new DN(member));
        }
        return members;
    }

    /** Adds a group that lists this member, by hand. */
    public void addGroup(String group, String member) throws LDAPException {
        boolean domain = directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY;
        administrator()
                .add(
                        groupDn(group),
                        new Attribute("objectClass", domain ? "group" : "groupOfNames"),
                        new Attribute("cn", group),
                        new Attribute("member", member));
    }

    /** Removes a member by hand, be it the last one. */
    public void removeFromGroup(String group, String member) throws LDAPException {
        List<Modification> changes = new ArrayList<>();
        changes.add(new Modification(ModificationType.DELETE, "member", member));
        if (memberDns(group).size() == 1 && !nobody().isEmpty()) {
            changes.add(new Modification(ModificationType.ADD, "member", placeholder()));
        }
        administrator().modify(groupDn(group), changes);
    }

    public static String groupDn(String group) {
        return "cn=" + group + ",ou=groups," + TestDirectory.BASE;
    }

    /** The one member of a group without members, where the class demands one. */
    public String placeholder() {
        return directory.config().login().dn();
    }

    /**
     * What the entry of a group without members lists: where the class demands a member, the
     * gateway itself.
     */
    public List<DN> nobody() throws LDAPException {
        return switch (directory.config().kind().type()) {
            case OPENLDAP, EMBEDDED -> List.of(new DN(directory.config().login().dn()));
            case DS_389, ACTIVE_DIRECTORY -> List.of();
        };
    }

    @Override
    public void close() {
        connections.close();
    }
}
