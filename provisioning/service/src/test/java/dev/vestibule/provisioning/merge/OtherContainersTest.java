package dev.vestibule.provisioning.merge;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.ArrayList;
import java.util.List;

/** Accounts that lie beside the usual container of people are as much accounts as those in it. */
@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class OtherContainersTest {
    private static final String EXTERNAL = "ou=external";
    private static final String PARTNERS = "ou=partners,ou=people";

    private final TestDirectory directory;
    private final People people;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;
    private final String connection = "of-" + ada;

    OtherContainersTest(DirectoryUnderTest under) {
        directory = under.started();
        people = new People(directory, List.of(EXTERNAL, PARTNERS));
    }

    @BeforeEach
    void makeTheContainers() throws LDAPException {
        container(EXTERNAL, "external");
        container(PARTNERS, "partners");
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void theAccountsOfEveryContainerAreListedOnce() throws LDAPException {
        String usual = account("a", "ou=people");
        String partner = account("b", PARTNERS);
        String external = account("c", EXTERNAL);

        assertThat(listed(1, 9)).containsExactlyInAnyOrder(usual, partner, external);
    }

    @Test
    void whoWantsNoMorePagesGetsNoneOfTheNextContainer() throws LDAPException {
        account("a", "ou=people");
        account("b", EXTERNAL);

        assertThat(listed(1, 1)).hasSize(1);
    }

    @Test
    void aDynamicGroupLooksForItsMembersInEveryContainer() throws LDAPException {
        people.provisioned(login());

        assertThat(urls()).containsExactlyInAnyOrder(url("ou=people"), url(EXTERNAL));
    }

    @Test
    void aDynamicGroupFromBeforeLooksIntoANewContainerToo() throws LDAPException {
        try (People before = new People(directory)) {
            before.provisioned(login());
        }
        assertThat(urls()).containsExactly(url("ou=people"));

        people.provisioned(
                LoginCommand.of(ada + "-o")
                        .granting(List.of(group))
                        .in(Membership.DYNAMIC)
                        .command());

        assertThat(urls()).containsExactlyInAnyOrder(url("ou=people"), url(EXTERNAL));
    }

    @Test
    void aWiderSearchThatAnAdministratorWroteIsLeftAsItIs() throws LDAPException {
        String wide = "ldap:///dc=example,dc=org??sub?(&(mail=*)(vestibuleGroup=" + group + "))";
        people.administrator()
                .add(
                        People.groupDn(group),
                        new Attribute("objectClass", "groupOfURLs"),
                        new Attribute("cn", group),
                        new Attribute("memberURL", wide));

        people.provisioned(login());

        assertThat(urls()).containsExactly(wide);
    }

    private ProvisionUser login() {
        return LoginCommand.of(ada).granting(List.of(group)).in(Membership.DYNAMIC).command();
    }

    private List<String> urls() throws LDAPException {
        return people.values(People.groupDn(group), "memberURL");
    }

    private String url(String container) {
        return "ldap:///%s,dc=example,dc=org??sub?(vestibuleGroup=%s)".formatted(container, group);
    }

    private List<String> listed(int pageSize, int pages) {
        List<String> dns = new ArrayList<>();
        try (LdapConnections connections = LdapConnections.open(config())) {
            AccountDirectory accounts =
                    DirectoryServices.of(config(), connections, people.clock()).accounts();
            AccountFilter filter = new AccountFilter(connection, null, null, false, false);
            Object reply =
                    said(
                            accounts.list(
                                    new ListAccounts(filter, "unused", pageSize, false),
                                    page -> {
                                        page.stream().map(AccountDetails::dn).forEach(dns::add);
                                        return dns.size() < pages;
                                    }));
            assertThat(reply).isEqualTo(new AccountsListed(dns.size()));
        }
        return dns;
    }

    private DirectoryConfig config() {
        return directory.config().withOtherPeople(List.of(EXTERNAL, PARTNERS));
    }

    private String account(String suffix, String container) throws LDAPException {
        String uid = ada + "-" + suffix;
        String dn = "uid=" + uid + "," + container + "," + TestDirectory.BASE;
        people.administrator()
                .add(
                        dn,
                        new Attribute("objectClass", "inetOrgPerson", "vestibuleAccount"),
                        new Attribute("cn", uid),
                        new Attribute("sn", uid),
                        new Attribute("vestibuleFederatedIdentity", People.ISSUER + " " + uid),
                        new Attribute("vestibuleProvisionedBy", connection));
        return dn;
    }

    private void container(String container, String name) throws LDAPException {
        try {
            people.administrator()
                    .add(
                            container + "," + TestDirectory.BASE,
                            new Attribute("objectClass", "organizationalUnit"),
                            new Attribute("ou", name));
        } catch (LDAPException e) {
            // The directory is shared by the tests of the class.
            assertThat(e.getResultCode()).isEqualTo(ResultCode.ENTRY_ALREADY_EXISTS);
        }
    }
}
