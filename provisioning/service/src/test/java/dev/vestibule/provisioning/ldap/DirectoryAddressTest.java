package dev.vestibule.provisioning.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPURL;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

final class DirectoryAddressTest {

    @ParameterizedTest
    @CsvSource({
        "ldap://my_ldap:3389, my_ldap, 3389",
        "ldaps://my_ldap, my_ldap, 636",
        "ldap://127.0.0.1, 127.0.0.1, 389",
        "ldap://[::1]:1389, ::1, 1389"
    })
    void hostAndPortAreFound(URI url, String host, int port) {
        assertThat(DirectoryConfig.address(url))
                .extracting(LDAPURL::getHost, LDAPURL::getPort)
                .containsExactly(host, port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://my_ldap", "//my_ldap:389", "ldap://my_ldap:port"})
    void whatIsNoServerIsNamed(URI url) {
        assertThatThrownBy(() -> DirectoryConfig.address(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(url.toString());
    }
}
