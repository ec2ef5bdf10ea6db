package dev.vestibule.provisioning.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

class GroupCommitTest {
    private final AtomicInteger forces = new AtomicInteger();

    @Test
    void oneForceServesAllWhoWait() throws Exception {
        GroupCommit commit = new GroupCommit(forces::incrementAndGet);
        for (int i = 0; i < 10; i++) {
            commit.write(() -> {});
        }

        commit.await(10);
        commit.await(3);

        assertThat(forces).hasValue(1);
    }

    @Test
    void whatIsWrittenDuringAForceWaitsForTheNext() throws Exception {
        CountDownLatch forcing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        GroupCommit commit =
                new GroupCommit(() -> {
                    forcing.countDown();
                    awaitQuietly(go);
                    forces.incrementAndGet();
                });
        commit.write(() -> {});
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(awaiting(commit, 1));
            forcing.await();
            commit.write(() -> {});
            Future<?> second = threads.submit(awaiting(commit, 2));
            go.countDown();

            first.get();
            second.get();
        }

        assertThat(forces).hasValue(2);
    }

    @Test
    void whatCouldNotBeWrittenNeedsNoForce() throws Exception {
        GroupCommit commit = new GroupCommit(forces::incrementAndGet);
        assertThatThrownBy(() ->
                        commit.write(() -> {
                            throw new IOException("full");
                        }))
                .isInstanceOf(IOException.class);

        commit.await(commit.written());

        assertThat(forces).hasValue(0);
    }

    @Test
    void whatIsMadeSafeByAnotherActionNeedsNoForce() throws Exception {
        GroupCommit commit = new GroupCommit(forces::incrementAndGet);
        long number = commit.write(() -> {});
        commit.exclusively(() -> {});

        commit.await(number);

        assertThat(forces).hasValue(0);
    }

    @Test
    void afterAFailureThatIsToldNothingIsSafe() throws Exception {
        GroupCommit commit = new GroupCommit(forces::incrementAndGet);
        commit.await(commit.write(() -> {}));

        commit.fail(new IOException("no"));

        assertThatThrownBy(() -> commit.await(commit.written())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> commit.write(() -> {})).isInstanceOf(IOException.class);
    }

    @Test
    void aFailedForceIsNeverTriedAgain() throws Exception {
        GroupCommit commit =
                new GroupCommit(() -> {
                    forces.incrementAndGet();
                    throw new IOException("no");
                });
        commit.write(() -> {});

        assertThatThrownBy(() -> commit.await(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> commit.await(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> commit.write(() -> {})).isInstanceOf(IOException.class);
        assertThat(forces).hasValue(1);
    }

    @Test
    void nobodyIsLeftWaitingUnderContention() throws Exception {
        GroupCommit commit = new GroupCommit(forces::incrementAndGet);
        List<Callable<Long>> writers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            writers.add(() -> {
                long number = commit.write(() -> {});
                commit.await(number);
                return number;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(writers)).extracting(Future::get).doesNotHaveDuplicates();
        }
        assertThat(forces).hasValueLessThanOrEqualTo(500);
    }

    private static Callable<Boolean> awaiting(GroupCommit commit, long ticket) {
        return () -> {
            commit.await(ticket);
            return true;
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
