package dev.vestibule.gateway;

import dev.vestibule.flow.model.DirectorySettings;
import dev.vestibule.flow.model.DirectorySettings.Bind;
import dev.vestibule.flow.model.DirectorySettings.Embedded;
import dev.vestibule.flow.model.DirectorySettings.Remote;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.Secret;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.provisioning.ProvisioningVerticle;
import dev.vestibule.provisioning.api.ProvisioningCodecs;
import dev.vestibule.provisioning.directory.Bookkeeping;
import dev.vestibule.provisioning.directory.DirectoryConfig;
import dev.vestibule.provisioning.directory.DirectoryLimits;
import dev.vestibule.provisioning.directory.DirectoryPassword;
import dev.vestibule.provisioning.directory.DirectoryType;
import dev.vestibule.provisioning.embedded.EmbeddedDirectory;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryConfig;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;

/**
 * The directory's side: the provisioning service, and the directory itself where it is embedded.
 *
 * @param present whether the configuration has a directory
 * @param embedded where the embedded directory is served, null when there is none
 */
record DirectoryParts(boolean present, @Nullable URI embedded) {

    /**
     * Starts what the settings ask for. Blocks until the embedded directory serves; a directory
     * elsewhere is not waited for.
     */
    static DirectoryParts start(Ground ground, FlowConfig flow, Shutdown shutdown) {
        return start(ground, flow, null, shutdown);
    }

    /**
     * The same for an administrator.
     *
     * @param administrator whom the directory is told to be; null for the gateway's own account
     */
    static DirectoryParts start(
            Ground ground, FlowConfig flow, @Nullable Bind administrator, Shutdown shutdown) {
        DirectorySettings settings = flow.directory();
        if (settings == null) {
            return new DirectoryParts(false, null);
        }
        List<String> others = flow.otherPeople();
        Bind bind = bind(settings, new Tokens(ground.environment().random()));
        try {
            return switch (settings.server()) {
                case Remote(var urls) -> {
                    DirectoryConfig config = config(settings, bind, urls).withOtherPeople(others);
                    provision(ground, config, administrator, shutdown);
                    yield new DirectoryParts(true, null);
                }
                case Embedded embedded -> {
                    EmbeddedDirectoryConfig served = embedded(settings, embedded, bind, others);
                    URI url = serve(ground.vertx(), served, shutdown);
                    DirectoryConfig config =
                            config(settings, bind, List.of(url)).withOtherPeople(others);
                    provision(ground, config, administrator, shutdown);
                    yield new DirectoryParts(true, url);
                }
            };
        } catch (EmbeddedDirectoryException | IllegalArgumentException refused) {
            throw StartFailure.because(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** An embedded directory needs no password in the YAML: one that nobody knows will do. */
    static Bind bind(DirectorySettings settings, Tokens tokens) {
        Bind given = settings.bind();
        return given != null ? given : new Bind(usualBindDn(settings), new Secret(tokens.next()));
    }

    /** The gateway's own account where the YAML names none. */
    static String usualBindDn(DirectorySettings settings) {
        return "cn=vestibule,ou=services," + settings.base();
    }

    private static URI serve(Vertx vertx, EmbeddedDirectoryConfig config, Shutdown shutdown) {
        EmbeddedDirectory directory = EmbeddedDirectory.start(config);
        shutdown.later(() -> vertx.executeBlocking(() -> closed(directory), false));
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
                reader(embedded),
                EmbeddedDirectoryConfig.PASSWORD_ITERATIONS);
    }

    private static EmbeddedDirectoryConfig.@Nullable Login reader(Embedded embedded) {
        Bind reader = embedded.reader();
        return reader == null ? null : login(reader);
    }

    /** One with nothing in it, in memory, that another process knows nothing of. */
    static EmbeddedDirectoryConfig empty(
            DirectorySettings settings, Bind bind, List<String> others) {
        return new EmbeddedDirectoryConfig(
                new EmbeddedDirectoryConfig.Address("127.0.0.1", 0),
                null,
                containers(settings, others),
                login(bind),
                null,
                EmbeddedDirectoryConfig.PASSWORD_ITERATIONS);
    }

    private static EmbeddedDirectoryConfig.Containers containers(
            DirectorySettings settings, List<String> others) {
        return new EmbeddedDirectoryConfig.Containers(
                settings.base(), settings.people(), settings.groups(), others);
    }

    private static EmbeddedDirectoryConfig.Login login(Bind bind) {
        return new EmbeddedDirectoryConfig.Login(bind.dn(), bind.password().reveal());
    }

    private static boolean closed(EmbeddedDirectory directory) {
        directory.close();
        return true;
    }

    /** How the provisioning service reaches the directory. */
    static DirectoryConfig config(DirectorySettings settings, Bind bind, List<URI> urls) {
        return new DirectoryConfig(
                urls,
                new DirectoryConfig.Login(
                        bind.dn(), new DirectoryPassword(bind.password().reveal())),
                new DirectoryConfig.Containers(
                        settings.base(), settings.people(), settings.groups()),
                DirectoryLimits.defaults(),
                settings.authorities(),
                new DirectoryConfig.Kind(
                        type(settings), bookkeeping(settings), settings.nestedGroups()));
    }

    private static DirectoryType type(DirectorySettings settings) {
        return switch (settings.type()) {
            case OPENLDAP -> DirectoryType.OPENLDAP;
            case DS_389 -> DirectoryType.DS_389;
            case ACTIVE_DIRECTORY -> DirectoryType.ACTIVE_DIRECTORY;
            case EMBEDDED -> DirectoryType.EMBEDDED;
        };
    }

    private static Bookkeeping bookkeeping(DirectorySettings settings) {
        return switch (settings.schema()) {
            case DirectorySettings.OwnSchema() -> new Bookkeeping.OwnSchema();
            case DirectorySettings.NamedAttributes(
                            var link,
                            var provenance,
                            var grants,
                            var state) ->
                    new Bookkeeping.NamedAttributes(link, provenance, grants, state);
        };
    }

    private static void provision(
            Ground ground,
            DirectoryConfig config,
            @Nullable Bind administrator,
            Shutdown shutdown) {
        DirectoryConfig login =
                administrator == null
                        ? config
                        : config.as(
                                administrator.dn(),
                                new DirectoryPassword(administrator.password().reveal()));
        Vertx vertx = ground.vertx();
        ProvisioningCodecs.register(vertx.eventBus());
        String deployment =
                vertx.deployVerticle(
                                new ProvisioningVerticle(
                                        config,
                                        login,
                                        ground.environment().clock(),
                                        ground.audit()),
                                ProvisioningVerticle.deploymentOptions())
                        .await();
        shutdown.later(() -> vertx.undeploy(deployment));
    }
}
