package dev.vestibule.gateway.config;

import dev.vestibule.flow.FlowConfig;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The live version of the configuration, with the objects that were built from it. It changes in
 * one step; a reader of a version keeps a whole one.
 *
 * @param <V> an immutable version
 */
public final class LiveConfiguration<V> implements Supplier<V> {
    private final FlowConfig first;
    private final Function<FlowConfig, V> build;
    private final AtomicReference<V> version;
    private volatile String id;

    /**
     * @param first the configuration at the start of the process; its settings of the gateway and
     *     of the directory stay until the process ends
     */
    public LiveConfiguration(FlowConfig first, Function<FlowConfig, V> build) {
        this.first = first;
        this.build = build;
        this.version = new AtomicReference<>(build.apply(first));
        this.id = Fingerprint.of(first);
    }

    /** The live version. */
    @Override
    public V get() {
        return version.get();
    }

    /** Id of the live version; equal on every node that has read the same files. */
    String version() {
        return id;
    }

    /**
     * Makes the next configuration live, as far as that is possible without a restart.
     *
     * @return the top-level keys whose changes wait for a restart
     */
    List<String> apply(FlowConfig next) {
        version.set(
                build.apply(
                        new FlowConfig(
                                first.gateway(),
                                first.directory(),
                                next.mail(),
                                next.connections(),
                                next.factors(),
                                next.flows(),
                                next.apps(),
                                first.webhooks(),
                                next.theme(),
                                next.tests())));
        id = Fingerprint.of(next);
        return waiting(next);
    }

    private List<String> waiting(FlowConfig next) {
        return Arrays.stream(Fixed.values())
                .filter(each -> each.changed.test(first, next))
                .map(Fixed::key)
                .toList();
    }

    /** Settings that a process keeps until it is restarted. */
    enum Fixed {
        GATEWAY(
                "gateway",
                "all settings of the gateway itself",
                (first, next) -> !next.gateway().equals(first.gateway())),
        DIRECTORY(
                "directory",
                "all settings of the directory",
                (first, next) -> !Objects.equals(next.directory(), first.directory())),
        PEOPLE(
                "provisioning.people",
                "a container of a connection that the configuration did not have at the start",
                (first, next) -> !first.otherPeople().containsAll(next.otherPeople())),
        WEBHOOKS(
                "webhooks",
                "all webhooks",
                (first, next) -> !next.webhooks().equals(first.webhooks()));

        private final String key;
        private final String meaning;
        private final BiPredicate<FlowConfig, FlowConfig> changed;

        Fixed(String key, String meaning, BiPredicate<FlowConfig, FlowConfig> changed) {
            this.key = key;
            this.meaning = meaning;
            this.changed = changed;
        }

        /** The key, as the log names it. */
        String key() {
            return key;
        }

        /** For the reference, without a full stop. */
        String meaning() {
            return meaning;
        }
    }
}
