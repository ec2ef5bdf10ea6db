package dev.vestibule.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A server trusts its indexes: what they do not know, no search finds. */
class OpenLdapIndexTest {
    private static final String ADA = "uid=ada,ou=people," + OpenLdapServer.BASE;
    private static final Filter PART = Filter.createSubAnyFilter("cn", "ovela");

    private final String volume = "vestibule-" + UUID.randomUUID();

    @AfterEach
    void removeVolume() {
        DockerClientFactory.instance().client().removeVolumeCmd(volume).exec();
    }

    @Test
    void anIndexThatIsAddedLaterFindsWhatWasWrittenBefore() throws Exception {
        try (OpenLdapServer before = OpenLdapServer.start(Map.of(), volume);
                LDAPConnection administrator = connect(before)) {
            administrator.add(
                    "dn: " + ADA, "objectClass: inetOrgPerson", "cn: Ada Lovelace", "sn: Lovelace");
        }

        assertThat(found(Map.of("LDAP_SUBSTRING_INDEX", "cn mail"))).containsExactly(ADA);
        assertThat(found(Map.of())).containsExactly(ADA);
    }

    private List<String> found(Map<String, String> environment) throws Exception {
        try (OpenLdapServer server = OpenLdapServer.start(environment, volume);
                LDAPConnection administrator = connect(server)) {
            SearchResult result = administrator.search(OpenLdapServer.BASE, SearchScope.SUB, PART);
            return Objects.requireNonNull(result.getSearchEntries()).stream()
                    .map(SearchResultEntry::getDN)
                    .toList();
        }
    }

    private static LDAPConnection connect(OpenLdapServer server) throws Exception {
        OpenLdapServer.ServiceAccount account = OpenLdapServer.administrator();
        return new LDAPConnection(server.host(), server.port(), account.dn(), account.password());
    }
}
