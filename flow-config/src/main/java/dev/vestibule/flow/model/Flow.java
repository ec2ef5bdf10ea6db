package dev.vestibule.flow.model;

import java.util.List;

/** An ordered list of steps that a login must pass. */
public record Flow(String id, List<Step> steps) {
    public Flow {
        steps = List.copyOf(steps);
    }
}
