package dev.vestibule.provisioning.bus;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.NetworkConfig;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The processes that one bus joins, by Hazelcast: only those at the listed addresses, without
 * multicast. Hazelcast carries who handles which command; the messages themselves go directly from
 * process to process.
 *
 * @param host this process's own address, which the others connect to
 * @param port where Hazelcast listens
 * @param busPort where messages arrive; 0 for any free port
 * @param peers the other processes, {@code host:port} of their Hazelcast
 */
public record Cluster(String host, int port, int busPort, List<String> peers) {
    /** After a network partition, the two halves look for each other this often. */
    private static final String SECONDS_TO_REJOIN = "10";

    /** A process that does not answer for so long is taken for dead. */
    private static final String SECONDS_OF_SILENCE = "15";

    /** The exceptions of other packages with which an operation of Hazelcast may fail. */
    private static final String[] FAILURES =
            Stream.of(
                            CancellationException.class,
                            CompletionException.class,
                            ExecutionException.class,
                            RejectedExecutionException.class,
                            TimeoutException.class,
                            IOException.class,
                            EOFException.class,
                            ConcurrentModificationException.class,
                            NoSuchElementException.class)
                    .map(Class::getName)
                    .toArray(String[]::new);

    public Cluster {
        peers = List.copyOf(peers);
    }

    /** Joins the others, or waits for them to join; fails when an address cannot be listened to. */
    public Future<Vertx> join(VertxOptions options) {
        options.getEventBusOptions().setHost(host).setPort(busPort);
        return Vertx.builder()
                .with(options)
                .withClusterManager(new HazelcastClusterManager(config()))
                .buildClustered();
    }

    Config config() {
        Config config = ConfigUtil.loadConfig();
        config.setClusterName("vestibule");
        config.setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.merge.first.run.delay.seconds", SECONDS_TO_REJOIN)
                .setProperty("hazelcast.merge.next.run.delay.seconds", SECONDS_TO_REJOIN)
                .setProperty("hazelcast.max.no.heartbeat.seconds", SECONDS_OF_SILENCE)
                .setProperty("hazelcast.heartbeat.interval.seconds", "2");
        listen(config.getNetworkConfig());
        refuseOtherClasses(config);
        return config;
    }

    private void listen(NetworkConfig network) {
        network.setPort(port).setPortAutoIncrement(false).setReuseAddress(true);
        network.setPublicAddress(host + ":" + port);
        network.getInterfaces().setEnabled(true).addInterface(host);
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(peers);
    }

    /**
     * A member says which class it sends: none is made but those that the bus itself uses. A
     * failure travels as a Java exception with its trace; an operation whose failure cannot be read
     * is never answered.
     */
    private static void refuseOtherClasses(Config config) {
        ClassFilter known =
                new ClassFilter()
                        .addPrefixes("io.vertx.", "com.hazelcast.", "java.util.Collections$")
                        .addPackages("java.lang", "[Ljava.lang")
                        .addClasses(FAILURES)
                        .addClasses(ArrayList.class.getName());
        config.getSerializationConfig()
                .setJavaSerializationFilterConfig(
                        new JavaSerializationFilterConfig()
                                .setDefaultsDisabled(true)
                                .setWhitelist(known));
    }
}
