package dev.vestibule.demo.keycloak;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.OpenLdapServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.net.URI;

/** Keycloak as identity provider, once for both directories. */
@ExtendWith(SharedKeycloak.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("keycloak")
final class KeycloakTest {
    private KeycloakServer keycloak;
    private KeycloakAdmin admin;

    @BeforeAll
    void start(KeycloakServer shared) {
        keycloak = shared;
        admin = shared.admin();
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
