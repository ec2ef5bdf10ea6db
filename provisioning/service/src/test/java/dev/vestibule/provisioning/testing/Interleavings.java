package dev.vestibule.provisioning.testing;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.InMemoryDirectoryServerSnapshot;

import dev.vestibule.provisioning.ldap.DirectoryConfig;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Nodes that share a directory and nothing else, and whose operations there come in every order: a
 * race that loses once in ten thousand logins is lost here each time. In every order with so many
 * changes from one node to another in the middle of its work, that is; two show nearly all races.
 */
public final class Interleavings implements AutoCloseable {
    /** Longer than a node remembers which usernames were taken. */
    private static final Duration FORGETTING = Duration.ofMinutes(2);

    private final OneAtATime gate;
    private final InMemoryDirectory directory;
    private final List<People> nodes;

    private Interleavings(OneAtATime gate, InMemoryDirectory directory, List<People> nodes) {
        this.gate = gate;
        this.directory = directory;
        this.nodes = nodes;
    }

    /** Starts a directory and so many nodes. */
    public static Interleavings of(int count) {
        OneAtATime gate = new OneAtATime();
        InMemoryDirectory directory = InMemoryDirectory.start(gate, count);
        List<People> nodes = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            int port = directory.port(node);
            gate.expect(node, port);
            nodes.add(new People(directory, InMemoryDirectory.config(port)));
        }
        return new Interleavings(gate, directory, List.copyOf(nodes));
    }

    /** One of them, counted from 0. */
    public People node(int number) {
        return nodes.get(number);
    }

    /** How that node reaches the directory, for more of its work. */
    public DirectoryConfig config(int number) {
        return InMemoryDirectory.config(directory.port(number));
    }

    /** What must be so after each order. */
    public interface Check {
        void holds() throws Exception;
    }

    /**
     * Lets each node do its work, in one order after another, each time from the same entries.
     *
     * @param switches how often at most a node is interrupted by another
     * @param work what the nodes do, the first one's first
     * @return how many orders there were
     */
    public int explore(int switches, List<Callable<?>> work, Check check) throws Exception {
        InMemoryDirectoryServerSnapshot start = directory.server().createSnapshot();
        Deque<List<Integer>> open = new ArrayDeque<>(List.of(List.of()));
        int orders = 0;
        while (!open.isEmpty()) {
            List<Integer> begin = open.pop();
            directory.server().restoreSnapshot(start);
            nodes.forEach(node -> node.later(FORGETTING));
            List<Step> steps = run(begin, work);
            check(steps, check);
            branches(steps, begin.size(), switches).forEach(open::push);
            orders++;
        }
        return orders;
    }

    /**
     * @param able the nodes that could have gone on
     * @param node the one that did
     */
    private record Step(Set<Integer> able, int node, String operation) {
        boolean interrupts(Step before) {
            return node != before.node && able.contains(before.node);
        }
    }

    private List<Step> run(List<Integer> begin, List<Callable<?>> work) throws Exception {
        List<Step> steps = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int node = 0; node < work.size(); node++) {
                done.add(threads.submit(gate.through(node, work.get(node))));
            }
            Set<Integer> able = gate.waiting();
            while (!able.isEmpty()) {
                int next = next(begin, steps, able);
                steps.add(new Step(new TreeSet<>(able), next, gate.let(next)));
                able = gate.waiting();
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
        return steps;
    }

    private static int next(List<Integer> begin, List<Step> steps, Set<Integer> able) {
        if (steps.size() < begin.size()) {
            return begin.get(steps.size());
        }
        int current = steps.isEmpty() ? 0 : steps.getLast().node();
        return able.contains(current) ? current : able.iterator().next();
    }

    private static void check(List<Step> steps, Check check) throws Exception {
        try {
            check.holds();
        } catch (AssertionError e) {
            StringBuilder order = new StringBuilder("After this order:");
            steps.forEach(step ->
                    order.append("\n  node ")
                            .append(step.node())
                            .append(": ")
                            .append(step.operation()));
            throw new AssertionError(order.toString(), e);
        }
    }

    private static List<List<Integer>> branches(List<Step> steps, int from, int switches) {
        List<List<Integer>> branches = new ArrayList<>();
        for (int at = from; at < steps.size(); at++) {
            List<Step> before = steps.subList(0, at);
            Step step = steps.get(at);
            for (int other : step.able()) {
                if (other == step.node()) {
                    continue;
                }
                List<Step> branch = new ArrayList<>(before);
                branch.add(new Step(step.able(), other, ""));
                if (interruptions(branch) <= switches) {
                    branches.add(branch.stream().map(Step::node).toList());
                }
            }
        }
        return branches;
    }

    private static long interruptions(List<Step> steps) {
        return IntStream.range(1, steps.size())
                .filter(at -> steps.get(at).interrupts(requireNonNull(steps.get(at - 1))))
                .count();
    }

    @Override
    public void close() {
        nodes.forEach(People::close);
        directory.close();
    }
}
