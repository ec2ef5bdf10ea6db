package dev.vestibule.cli;

import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.composition.Placement;
import dev.vestibule.cli.composition.Placement.Role;
import dev.vestibule.cli.composition.Placement.SharedBus;
import dev.vestibule.cli.terminal.ExitCode;
import dev.vestibule.gateway.GatewayEnvironment;
import dev.vestibule.gateway.StartFailure;
import dev.vestibule.provisioning.bus.BusKey;
import dev.vestibule.provisioning.bus.Cluster;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs the gateway until the process is stopped. */
@Command(
        name = "run",
        description = {
            "Runs the gateway with a folder of YAML files.",
            "Changes of the files take effect while it runs; SIGHUP reads them at once, with the"
                    + " secrets that they name."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  vestibule run --config /etc/vestibule")
final class RunCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private final RoleOptions roles = new RoleOptions();

    @Option(
            names = "--config",
            paramLabel = "DIR",
            required = true,
            description = "The folder with the *.yaml files.")
    private Path folder;

    @Override
    public Integer call() throws InterruptedException {
        new Gateway(GatewayEnvironment.system(), roles.placement(spec.commandLine()))
                .start(folder)
                .await()
                .runUntilStopped();
        return ExitCode.FINE.code();
    }

    /** The options of a process that runs one part of the product. */
    static final class RoleOptions {
        @Option(
                names = "--role",
                paramLabel = "ROLE",
                defaultValue = "all",
                description = "What this process runs: all (default), gateway or provisioning.")
        private Role role;

        @Option(
                names = "--cluster-listen",
                paramLabel = "HOST:PORT",
                defaultValue = "${env:VESTIBULE_CLUSTER_LISTEN}",
                description =
                        "The address where the other processes of the event bus find this one.")
        private @Nullable String listen;

        @Option(
                names = "--cluster-bus-port",
                paramLabel = "PORT",
                defaultValue = "0",
                description = "The port where commands arrive; default: any free port.")
        private int busPort;

        @Option(
                names = "--cluster-peer",
                paramLabel = "HOST:PORT",
                split = ",",
                defaultValue = "${env:VESTIBULE_CLUSTER_PEERS}",
                description = "Where another process of the event bus listens; may be repeated.")
        private @Nullable List<String> peers;

        @Option(
                names = "--bus-key",
                paramLabel = "FILE",
                defaultValue = "${env:VESTIBULE_BUS_KEY}",
                description = "A file with the key of the event bus: openssl rand -base64 32.")
        private @Nullable Path key;

        /** The place of this process; options that are missing are wrong usage. */
        Placement placement(CommandLine command) {
            if (role == Role.ALL) {
                return Placement.ALONE;
            }
            if (listen == null || peers == null || key == null) {
                throw new ParameterException(
                        command,
                        "--role gateway and --role provisioning need --cluster-listen, --cluster-peer"
                                + " and --bus-key.");
            }
            int colon = listen.lastIndexOf(':');
            if (colon < 1 || !listen.substring(colon + 1).matches("[0-9]{1,5}")) {
                throw new ParameterException(
                        command, "Invalid --cluster-listen: expected HOST:PORT.");
            }
            Cluster cluster =
                    new Cluster(
                            listen.substring(0, colon),
                            Integer.parseInt(listen.substring(colon + 1)),
                            busPort,
                            peers);
            return new Placement(role, new SharedBus(cluster, key(key)));
        }

        private static BusKey key(Path file) {
            try {
                return BusKey.read(file, new SecureRandom());
            } catch (IOException | IllegalArgumentException unusable) {
                throw StartFailure.because(
                        "--bus-key, %s, is no key; make one with: openssl rand -base64 32 > %s"
                                .formatted(file, file),
                        unusable);
            }
        }
    }
}
