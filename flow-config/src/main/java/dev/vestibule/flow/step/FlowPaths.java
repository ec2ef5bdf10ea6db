package dev.vestibule.flow.step;

import dev.vestibule.flow.step.Exits.Exit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every way that a login can take through a flow, whatever its conditions result in. */
public record FlowPaths(Flow flow) {
    private static final int UNPROVED = Integer.MAX_VALUE;

    /**
     * Where a login is.
     *
     * @param place of the step that comes next; the number of steps at the end
     * @param proof the first place where the user has signed in
     */
    private record Stand(int place, int proof) {}

    /** Whether some login ends before the user has signed in. */
    boolean endUnproved() {
        return reachUnproved(end());
    }

    /** Whether some login comes to the place. */
    public boolean reach(int place) {
        return reached(0).stream().anyMatch(stand -> stand.place() == place);
    }

    /** Whether some login comes to the place before the user has signed in. */
    public boolean reachUnproved(int place) {
        return reached(0).contains(new Stand(place, UNPROVED));
    }

    /** Whether some login that is at the place comes to the end. */
    boolean endFrom(int place) {
        return reached(place).stream().anyMatch(stand -> stand.place() == end());
    }

    private int end() {
        return flow.steps().size();
    }

    private Set<Stand> reached(int from) {
        Set<Stand> reached = new LinkedHashSet<>();
        Deque<Stand> next = new ArrayDeque<>(List.of(new Stand(from, UNPROVED)));
        while (!next.isEmpty()) {
            Stand stand = next.remove();
            if (reached.add(stand)) {
                next.addAll(stand.place() < end() ? after(stand) : required(stand));
            }
        }
        return reached;
    }

    /** A login that is asked for a level passes its steps, also those that were jumped over. */
    private List<Stand> required(Stand stand) {
        return flow.acr().levels().values().stream()
                .flatMap(List::stream)
                .map(flow::place)
                .filter(place -> place >= 0)
                .map(place -> new Stand(place, stand.proof()))
                .toList();
    }

    private List<Stand> after(Stand stand) {
        int place = stand.place();
        Step step = flow.steps().get(place);
        List<Stand> after = new ArrayList<>();
        if (step.when() != null) {
            after.add(new Stand(place + 1, stand.proof()));
        }
        if (!step.ends()) {
            int proof = step.provesIdentity() ? Math.min(stand.proof(), place) : stand.proof();
            add(new Stand(place, proof), flow.exits(step.id()).success(), after);
        }
        add(stand, flow.exits(step.id()).failure(), after);
        return after;
    }

    /** What was proved at the target of a jump back, or behind it, is proved no more. */
    private void add(Stand stand, Exit exit, List<Stand> after) {
        if (exit.refuses()) {
            return;
        }
        int target = exit.step() == null ? stand.place() + 1 : flow.place(exit.step());
        boolean kept = target > stand.place() || stand.proof() < target;
        if (target >= 0) {
            after.add(new Stand(target, kept ? stand.proof() : UNPROVED));
        }
    }
}
