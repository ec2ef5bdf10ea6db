package dev.vestibule.bench;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.provisioning.ProvisioningVerticle;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.GroupGrants.Extent;
import dev.vestibule.provisioning.api.NewAccount;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProfile;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.ProvisionUser.VerifiedPerson;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.audit.AuditTrail;
import dev.vestibule.provisioning.bus.CommandBus;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;
import dev.vestibule.provisioning.vocabulary.Membership;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The provisioning service at one directory, reached over an event bus of its own. */
final class Provisioner implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final CommandBus bus = CommandBus.local(vertx);
    private final Membership membership;

    Provisioner(OpenLdapServer server, Membership membership, int connections) {
        this(config(server, connections), membership);
    }

    Provisioner(DirectoryConfig directory, Membership membership) {
        this.membership = membership;
        var clock = InstantSource.system();
        vertx.deployVerticle(
                        new ProvisioningVerticle(
                                bus, directory, directory, clock, AuditTrail.none()),
                        ProvisioningVerticle.deploymentOptions())
                .await();
    }

    /** The provisioning part of one login. */
    Future<Outcome> login(String name) {
        ProvisionUser command =
                new ProvisionUser(
                        UUID.randomUUID().toString(),
                        new VerifiedPerson(
                                "bench", new FederatedIdentity(PeopleFile.ISSUER, name), null),
                        new AccountProfile(
                                name,
                                Map.of(
                                        "cn", List.of("User " + name),
                                        "sn", List.of(name),
                                        "mail", List.of(name + "@example.org")),
                                Set.of()),
                        new GroupGrants(
                                List.of(PeopleFile.GROUP), membership, Extent.ALL, Set.of(), false),
                        SyncRules.MERGE,
                        new NewAccount(NewAccount.Mode.CREATE, null, AccountTarget.USUAL),
                        ExistingAccounts.IGNORED);
        return bus.send(command, TIMEOUT)
                .map(reply -> {
                    if (reply instanceof Reply.Value(UserProvisioned provisioned)) {
                        return provisioned.outcome();
                    }
                    throw new IllegalStateException("refused: " + reply);
                });
    }

    private static DirectoryConfig config(OpenLdapServer server, int connections) {
        return new DirectoryConfig(
                List.of(URI.create(server.url())),
                new DirectoryConfig.Login(
                        OpenLdapServer.gateway().dn(),
                        new DirectoryPassword(OpenLdapServer.gateway().password())),
                new DirectoryConfig.Containers(OpenLdapServer.BASE, "ou=people", "ou=groups"),
                DirectoryLimits.of(connections),
                null,
                DirectoryConfig.Kind.STANDARD);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
