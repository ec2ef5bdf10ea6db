package dev.vestibule.provisioning.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.partition.NoDataMemberInClusterException;
import com.hazelcast.spi.exception.PartitionMigratingException;
import com.hazelcast.spi.exception.RetryableHazelcastException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.management.BadAttributeValueExpException;

class ClusterTest {
    private final InternalSerializationService members =
            new DefaultSerializationServiceBuilder()
                    .setConfig(
                            new Cluster("127.0.0.1", 5701, 0, List.of())
                                    .config()
                                    .getSerializationConfig())
                    .build();

    static Stream<Throwable> failures() {
        return Stream.of(
                new RetryableHazelcastException("not started"),
                new PartitionMigratingException("migrating"),
                new HazelcastInstanceNotActiveException(),
                new NoDataMemberInClusterException("none"),
                new OperationTimeoutException("late"),
                new IllegalStateException("closed", new EOFException("end")),
                new ExecutionException(new TimeoutException("late")),
                new CancellationException("ended"),
                new IOException("broken"),
                new NullPointerException());
    }

    /** Else the operation that failed is never answered, and a process that joins hangs. */
    @ParameterizedTest
    @MethodSource("failures")
    void theFailureOfAnotherMemberIsRead(Throwable failure) {
        failure.addSuppressed(new IllegalArgumentException("beside"));

        Throwable read = members.toObject(members.toData(failure));

        assertThat(read).isExactlyInstanceOf(failure.getClass()).hasMessage(failure.getMessage());
        assertThat(read.getSuppressed()).hasSize(1);
    }

    static Stream<Object> strangers() {
        return Stream.of(
                new BadAttributeValueExpException("shown"),
                new Stranger(),
                new IOException("outer", new Hidden(new HashMap<>())));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void noOtherClassIsMade(Object stranger) {
        var data = members.toData(stranger);

        assertThatThrownBy(() -> members.toObject(data))
                .hasRootCauseInstanceOf(SecurityException.class)
                .hasStackTraceContaining("is not allowed");
    }

    private static final class Stranger implements Serializable {}

    private static final class Hidden extends Exception {
        private final HashMap<String, String> map;

        private Hidden(HashMap<String, String> map) {
            this.map = map;
        }
    }
}
