package dev.vestibule.provisioning;

import dev.vestibule.provisioning.api.InspectDirectory;
import dev.vestibule.provisioning.api.PrepareDirectory;
import dev.vestibule.provisioning.directory.DirectoryConfig;
import dev.vestibule.provisioning.directory.LdapConnections;
import dev.vestibule.provisioning.inspect.DirectoryInspector;
import dev.vestibule.provisioning.inspect.DirectoryPreparer;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;

/**
 * Answers the administrator's tools, in the process of the tool: a running gateway takes no such
 * commands.
 */
public final class DirectoryToolsVerticle extends VerticleBase {
    private final DirectoryConfig gateway;
    private final DirectoryConfig asking;
    private @Nullable LdapConnections connections;

    /**
     * Deploy it with {@link #deploymentOptions}, after the codecs are registered.
     *
     * @param gateway what the gateway is configured with
     * @param asking the same, with the account that asks
     */
    public DirectoryToolsVerticle(DirectoryConfig gateway, DirectoryConfig asking) {
        this.gateway = gateway;
        this.asking = asking;
    }

    /** One instance on virtual threads. */
    public static DeploymentOptions deploymentOptions() {
        return new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    }

    @Override
    public Future<?> start() {
        LdapConnections opened = LdapConnections.open(asking);
        connections = opened;
        DirectoryInspector inspector = new DirectoryInspector(gateway, opened);
        DirectoryPreparer preparer = new DirectoryPreparer(gateway, opened);
        return Future.all(
                vertx.eventBus()
                        .<InspectDirectory>consumer(
                                InspectDirectory.ADDRESS,
                                query -> answer(query, () -> inspector.inspect(query.body())))
                        .completion(),
                vertx.eventBus()
                        .<PrepareDirectory>consumer(
                                PrepareDirectory.ADDRESS,
                                command -> answer(command, () -> preparer.prepare(command.body())))
                        .completion());
    }

    private void answer(Message<?> message, Callable<Object> work) {
        vertx.executeBlocking(work, false)
                .onSuccess(message::reply)
                .onFailure(failure -> message.fail(1, String.valueOf(failure.getMessage())));
    }

    @Override
    public Future<?> stop() {
        LdapConnections opened = connections;
        if (opened != null) {
            opened.close();
        }
        return Future.succeededFuture();
    }
}
