package dev.vestibule.flow.step;

import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Exits.Exit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Proves that what leads from step to step leads to one, past no sign-in, and out of a loop. */
record ExitCheck(Findings findings) {
    private static final Set<String> WORDS = Set.of("continue", "deny");

    void check(Flow flow) {
        if (flow.course().exits().isEmpty()) {
            return;
        }
        flow.forEach((step, path) -> {
            checkName(step, path);
            Exits exits = flow.exits(step.id());
            checkExit(flow, step, exits.success(), path + "." + Exits.SUCCESS);
            checkExit(flow, step, exits.failure(), path + "." + Exits.FAILURE);
        });
    }

    private void checkName(Step step, String path) {
        if (WORDS.contains(step.id())) {
            findings.error(
                    path + ".id",
                    step.id() + ", which on-success and on-failure take for a word of their own",
                    "another id, in a flow with on-success or on-failure",
                    "Rename the step.");
        }
    }

    private void checkExit(Flow flow, Step step, Exit exit, String path) {
        if (exit.step() == null) {
            return;
        }
        Set<String> known = new TreeSet<>(flow.stepIds());
        if (!known.contains(exit.step())) {
            findings.error(
                    path,
                    exit.step() + ", which is no step of the flow",
                    "continue, deny or one of " + String.join(", ", known),
                    Nearest.remedy(exit.step(), known, "Name a step that has this id."));
        } else if (flow.place(exit.step()) <= flow.place(step.id())
                && !new FlowPaths(with(flow, step.id(), path, Exit.DENY))
                        .endFrom(flow.place(exit.step()))) {
            findings.error(
                    path,
                    "a way back that every login takes again: none comes to the end",
                    "a later step, or a way back that some logins do not take",
                    "Give the step a when, or lead to a later step.");
        }
    }

    /** Reports the way past the sign-in; false when it is not the work of one exit. */
    boolean reportUnproved(Flow flow) {
        for (String id : flow.course().exits().keySet()) {
            String path = flow.path() + "[" + flow.place(id) + "].";
            for (String key : new String[] {Exits.FAILURE, Exits.SUCCESS}) {
                Exit usual = key.equals(Exits.FAILURE) ? Exit.DENY : Exit.CONTINUE;
                Flow other = with(flow, id, key, usual);
                if (!other.equals(flow) && !new FlowPaths(other).endUnproved()) {
                    findings.error(
                            path + key,
                            "a way on which the login can end before the user has signed in",
                            "deny, or a way to a step that proves who the user is",
                            "Lead to an authenticate step without when, or write deny.");
                    return true;
                }
            }
        }
        return false;
    }

    /** The flow as it is with another exit. */
    private static Flow with(Flow flow, String step, String key, Exit other) {
        Exits exits = flow.exits(step);
        Map<String, Exits> others = new LinkedHashMap<>(flow.course().exits());
        others.put(
                step,
                key.endsWith(Exits.FAILURE)
                        ? new Exits(exits.success(), other)
                        : new Exits(other, exits.failure()));
        return new Flow(
                flow.id(), new Flow.Course(flow.steps(), others), flow.acr(), flow.onChange());
    }
}
