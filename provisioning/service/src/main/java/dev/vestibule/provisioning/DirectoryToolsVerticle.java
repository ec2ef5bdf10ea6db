package dev.vestibule.provisioning;

import dev.vestibule.provisioning.api.InspectDirectory;
import dev.vestibule.provisioning.api.PrepareDirectory;
import dev.vestibule.provisioning.inspect.DirectoryInspector;
import dev.vestibule.provisioning.inspect.DirectoryPreparer;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Answers the administrator's tools, in the process of the tool: a running gateway takes no such
 * commands.
 */
public final class DirectoryToolsVerticle extends VerticleBase {
    private final DirectoryConfig gateway;
    private final BindIdentity asking;
    private final List<LdapConnections> opened = new ArrayList<>();

    /**
     * Deploy it with {@link #deploymentOptions}, after the codecs are registered.
     *
     * @param gateway what the gateway is configured with
     * @param asking who looks at what the gateway's account does not see, and prepares
     */
    public DirectoryToolsVerticle(DirectoryConfig gateway, BindIdentity asking) {
        this.gateway = gateway;
        this.asking = asking;
    }

    /** One instance on virtual threads. */
    public static DeploymentOptions deploymentOptions() {
        return new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    }

    @Override
    public Future<?> start() {
        LdapConnections own = opened(new BindIdentity.Gateway());
        LdapConnections administrator =
                asking instanceof BindIdentity.Gateway ? null : opened(asking);
        DirectoryInspector inspector = new DirectoryInspector(gateway, own, administrator);
        DirectoryPreparer preparer =
                new DirectoryPreparer(gateway, administrator == null ? own : administrator, asking);
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

    private LdapConnections opened(BindIdentity who) {
        LdapConnections connections = LdapConnections.open(gateway, who);
        opened.add(connections);
        return connections;
    }

    private void answer(Message<?> message, Callable<Object> work) {
        vertx.executeBlocking(work, false)
                .onSuccess(message::reply)
                .onFailure(failure -> message.fail(1, String.valueOf(failure.getMessage())));
    }

    @Override
    public Future<?> stop() {
        opened.forEach(LdapConnections::close);
        return Future.succeededFuture();
    }
}
