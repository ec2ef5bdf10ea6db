package dev.vestibule.demo.app;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;

import dev.vestibule.demo.web.DemoPages;

import java.util.Map;
import java.util.Objects;

/** The sample application by itself, for a gateway that runs elsewhere on this machine. */
public final class SampleApp {
    private SampleApp() {}

    /**
     * Serves until the process ends. The environment tells where: {@code PORT}, {@code LDAP_URL}
     * with the base DN in it, and {@code LDAP_BIND_DN} and {@code LDAP_PASSWORD} of a reader.
     *
     * @throws LDAPException when {@code LDAP_URL} is no LDAP URL
     */
    public static void main(String[] arguments) throws LDAPException {
        Map<String, String> environment = System.getenv();
        LDAPURL url =
                new LDAPURL(
                        environment.getOrDefault(
                                "LDAP_URL", "ldap://localhost:1389/dc=example,dc=org"));
        DirectoryReader.Credentials reader =
                DirectoryReader.Credentials.of(
                        environment.getOrDefault("LDAP_BIND_DN", ""),
                        environment.getOrDefault("LDAP_PASSWORD", ""));
        DemoApp.start(
                Integer.parseInt(environment.getOrDefault("PORT", "3000")),
                new DirectoryReader(
                        Objects.requireNonNullElse(url.getHost(), "localhost"),
                        url.getPort(),
                        url.getBaseDN().toString(),
                        reader),
                new DemoPages());
    }
}
