package dev.vestibule.demo.keycloak;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.OpenLdapServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

import java.net.URI;

/** Keycloak as identity provider, once for both directories. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeycloakTest {
    private KeycloakServer keycloak;
    private KeycloakAdmin admin;

    @BeforeAll
    void start() {
        keycloak = KeycloakServer.start();
        admin = keycloak.admin();
    }

    @AfterAll
    void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class WithTheEmbeddedDirectory extends KeycloakScenarios {
        private KeycloakLine line;

        @BeforeAll
        void start() throws LDAPException {
            line = KeycloakLine.embedded(keycloak.issuer());
        }

        @AfterAll
        void stop() {
            line.close();
        }

        @Override
        KeycloakLine line() {
            return line;
        }

        @Override
        KeycloakAdmin keycloak() {
            return admin;
        }

        @Override
        URI issuer() {
            return keycloak.issuer();
        }

        @Override
        String name(String name) {
            return name + "-embedded";
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class WithOpenLdap extends KeycloakScenarios {
        private OpenLdapServer server;
        private KeycloakLine line;

        @BeforeAll
        void start() throws LDAPException {
            server = OpenLdapServer.start();
            line = KeycloakLine.with(server, keycloak.issuer());
        }

        @AfterAll
        void stop() {
            if (line != null) {
                line.close();
            }
            if (server != null) {
                server.close();
            }
        }

        @Override
        KeycloakLine line() {
            return line;
        }

        @Override
        KeycloakAdmin keycloak() {
            return admin;
        }

        @Override
        URI issuer() {
            return keycloak.issuer();
        }

        @Override
        String name(String name) {
            return name + "-openldap";
        }
    }
}
