package dev.vestibule.flow.step;

import dev.vestibule.flow.expression.AnswerType;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * An ordered list of steps that a login must pass.
 *
 * @param course the steps
 * @param acr the levels of authentication that its steps reach
 * @param onChange what becomes of the sessions that have passed it when it changes
 */
@KeyTable(
        """
        One login.
        | steps | **required** | the steps of the login, in order.
        | acr | none | the levels of authentication, from the weakest to the strongest, each with the
          ids of the steps that it needs. A login that is asked for a level passes its steps,
          whatever their `when` says.
        | on-change | `recheck` | what becomes of sessions when the steps change: `recheck` has them
          pass the steps that are new, at their next page; `keep` lets them go on.
        """)
public record Flow(String id, @Named("steps") Course course, AcrTable acr, OnChange onChange) {

    /** A flow without levels, whose sessions pass its new steps. */
    public Flow(String id, List<Step> steps) {
        this(id, new Course(steps, Map.of()), AcrTable.NONE, OnChange.RECHECK);
    }

    /**
     * Steps, and where a login goes after them.
     *
     * @param exits by the ids of those steps after which it does not go on as usual
     * @param fingerprint another text when the steps are others; the same on every node that has
     *     the same files
     */
    public record Course(List<Step> steps, Map<String, Exits> exits, String fingerprint) {
        public Course {
            steps = List.copyOf(steps);
            exits = Collections.unmodifiableMap(new LinkedHashMap<>(exits));
        }

        /** Steps with their fingerprint. */
        public Course(List<Step> steps, Map<String, Exits> exits) {
            this(steps, exits, fingerprint(steps + (exits.isEmpty() ? "" : exits.toString())));
        }

        private static String fingerprint(String text) {
            try {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
                return HexFormat.of().formatHex(hash, 0, 16);
            } catch (NoSuchAlgorithmException everyPlatformHasIt) {
                throw new IllegalStateException(everyPlatformHasIt);
            }
        }
    }

    /** Its steps, in their order. */
    public List<Step> steps() {
        return course.steps();
    }

    /** Where a login goes after the step with this id. */
    public Exits exits(String step) {
        return course.exits().getOrDefault(step, Exits.USUAL);
    }

    /** The place of the step with this id among its steps; -1 for none. */
    public int place(String step) {
        for (int place = 0; place < steps().size(); place++) {
            if (steps().get(place).id().equals(step)) {
                return place;
            }
        }
        return -1;
    }

    /** What becomes of a session when the flow that it has passed changes. */
    public enum OnChange {
        /** It goes on as it is. */
        KEEP,
        /** It passes the steps that it has not passed, at its next page. */
        RECHECK
    }

    /** Where its steps are in the YAML. */
    public String path() {
        return "flows." + id + ".steps";
    }

    /** Visits each step with its path. */
    public void forEach(BiConsumer<Step, String> visit) {
        for (int index = 0; index < steps().size(); index++) {
            visit.accept(steps().get(index), path() + "[" + index + "]");
        }
    }

    /** The ids by which expressions know its steps. */
    public Set<String> stepIds() {
        return stepIds(steps());
    }

    private static Set<String> stepIds(List<Step> steps) {
        return steps.stream()
                .filter(Step::isNamed)
                .map(Step::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The types of what servers answer its steps with, by the ids of those steps. */
    public Map<String, Map<String, AnswerType>> answers() {
        return answers(steps());
    }

    private static Map<String, Map<String, AnswerType>> answers(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.isNamed() && !step.answer().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Step::id, Step::answer, (first, _) -> first));
    }

    /** Another text when the steps are others; the same on every node that has the same files. */
    public String fingerprint() {
        return course.fingerprint();
    }

    /** What may be named where these steps may be completed. */
    static Scope scopeAfter(List<Step> before) {
        return before.stream().anyMatch(Step::provesIdentity)
                ? Scope.identified(stepIds(before)).answering(answers(before))
                : Scope.beforeIdentity();
    }
}
