package dev.vestibule.cli.composition;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.directory.DirectorySettings.Bind;
import dev.vestibule.flow.directory.DirectorySettings.Embedded;
import dev.vestibule.flow.directory.DirectorySettings.Remote;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.RuntimeContext;
import dev.vestibule.gateway.Shutdown;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.provisioning.ProvisioningVerticle;
import dev.vestibule.provisioning.audit.AuditTrail;
import dev.vestibule.provisioning.embedded.EmbeddedDirectory;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryConfig;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;

/**
 * Composes provisioning, and the directory itself where it is embedded.
 *
 * @param audit where the commands to the directory are recorded
 */
public record ProvisioningModule(RuntimeContext context, AuditTrail audit, Shutdown shutdown) {
    /** Starts the provisioning service of this process, with the configured audit log. */
    static @Nullable URI start(RuntimeContext context, FlowConfig flow, Shutdown shutdown) {
        AuditTrail audit = AuditModule.start(context, flow, shutdown);
        DirectorySettings settings = flow.directory();
        return settings == null
                ? null
                : new ProvisioningModule(context, audit, shutdown)
                        .start(settings, flow.otherPeople(), null);
    }

    /**
     * Starts the parts that the settings need. Blocks until the embedded directory serves; a
     * directory elsewhere is not waited for.
     *
     * @param administrator the account to bind as; null for the gateway's own account
     * @return where the embedded directory is served, null when there is none
     */
    public @Nullable URI start(
            DirectorySettings settings, List<String> others, @Nullable Bind administrator) {
        Bind bind = bind(settings, new Tokens(context.environment().random()));
        try {
            URI served =
                    settings.server() instanceof Embedded embedded
                            ? serve(embedded(settings, embedded, bind, others))
                            : null;
            List<URI> urls =
                    switch (settings.server()) {
                        case Remote(var remote) -> remote;
                        case Embedded _ -> List.of(Objects.requireNonNull(served));
                    };
            provision(config(settings, bind, urls).withOtherPeople(others), administrator);
            return served;
        } catch (EmbeddedDirectoryException | IllegalArgumentException refused) {
            throw StartFailure.because(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** An embedded directory needs no password in the YAML: a random one is used. */
    public static Bind bind(DirectorySettings settings, Tokens tokens) {
        Bind given = settings.bind();
        return given != null ? given : new Bind(usualBindDn(settings), new Secret(tokens.next()));
    }

    /** The gateway's own account where the YAML names none. */
    public static String usualBindDn(DirectorySettings settings) {
        return "cn=vestibule,ou=services," + settings.base();
    }

    private URI serve(EmbeddedDirectoryConfig config) {
        EmbeddedDirectory directory = EmbeddedDirectory.start(config);
        shutdown.later(
                () -> context.vertx().executeBlocking(Executors.callable(directory::close), false));
        return URI.create(directory.ldapUrl());
    }

    private static EmbeddedDirectoryConfig embedded(
            DirectorySettings settings, Embedded embedded, Bind bind, List<String> others) {
        return new EmbeddedDirectoryConfig(
                new EmbeddedDirectoryConfig.Address(
                        embedded.listen().host(), embedded.listen().port()),
                embedded.data(),
                containers(settings, others),
                login(bind),
                embedded.reader() == null ? null : login(embedded.reader()),
                EmbeddedDirectoryConfig.PASSWORD_ITERATIONS);
    }

    /** One with nothing in it, in memory, that another process knows nothing of. */
    public static EmbeddedDirectoryConfig empty(
            DirectorySettings settings, Bind bind, List<String> others) {
        Embedded anywhere = new Embedded(new ListenAddress("127.0.0.1", 0), null, null);
        return embedded(settings, anywhere, bind, others);
    }

    private static EmbeddedDirectoryConfig.Containers containers(
            DirectorySettings settings, List<String> others) {
        return new EmbeddedDirectoryConfig.Containers(
                settings.base(), settings.people(), settings.groups(), others);
    }

    private static EmbeddedDirectoryConfig.Login login(Bind bind) {
        return new EmbeddedDirectoryConfig.Login(bind.dn(), bind.password().reveal());
    }

    /** How the provisioning service reaches the directory. */
    public static DirectoryConfig config(DirectorySettings settings, Bind bind, List<URI> urls) {
        return new DirectoryConfig(
                urls,
                new DirectoryConfig.Login(
                        bind.dn(), new DirectoryPassword(bind.password().reveal())),
                new DirectoryConfig.Containers(
                        settings.base(), settings.people(), settings.groups()),
                DirectoryLimits.defaults(),
                settings.authorities(),
                new DirectoryConfig.Kind(
                        settings.type(), settings.schema(), settings.nestedGroups()));
    }

    private void provision(DirectoryConfig config, @Nullable Bind administrator) {
        DirectoryConfig login =
                administrator == null
                        ? config
                        : config.as(
                                administrator.dn(),
                                new DirectoryPassword(administrator.password().reveal()));
        ProvisioningVerticle verticle =
                new ProvisioningVerticle(
                        context.bus(), config, login, context.environment().clock(), audit);
        shutdown.deploy(context.vertx(), () -> verticle, ProvisioningVerticle.deploymentOptions());
    }
}
