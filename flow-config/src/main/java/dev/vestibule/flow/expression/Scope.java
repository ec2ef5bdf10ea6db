package dev.vestibule.flow.expression;

import dev.vestibule.flow.expression.facts.Variable;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What may be named at one place of the YAML.
 *
 * @param variables the variables that have a value when the expression is evaluated there
 * @param steps ids of the steps that may be completed by then
 * @param answers the types of the values that servers answer such steps with, by the step's id
 */
public record Scope(
        Set<Variable> variables, Set<String> steps, Map<String, Map<String, AnswerType>> answers) {
    public Scope {
        variables = Set.copyOf(variables);
        steps = Set.copyOf(steps);
        answers = Map.copyOf(answers);
    }

    private Scope(Set<Variable> variables, Set<String> steps) {
        this(variables, steps, Map.of());
    }

    /** The same with the types of these answers. */
    public Scope answering(Map<String, Map<String, AnswerType>> types) {
        return new Scope(variables, steps, types);
    }

    /** Before the user has signed in: the request alone. */
    public static Scope beforeIdentity() {
        EnumSet<Variable> variables =
                EnumSet.complementOf(EnumSet.copyOf(Variable.OF_THE_IDENTITY));
        return new Scope(variables, Set.of());
    }

    /** While an account is mapped: the identity is verified, the account is not written yet. */
    public static Scope provisioning(Set<String> steps) {
        return new Scope(EnumSet.complementOf(EnumSet.of(Variable.ACCOUNT, Variable.FIRST)), steps);
    }

    /** While an account is looked for: what an identity says of itself, and nothing else. */
    public static Scope ofClaims() {
        return new Scope(EnumSet.of(Variable.CLAIMS), Set.of());
    }

    /** After at least one step of the login. */
    public static Scope identified(Set<String> steps) {
        return new Scope(EnumSet.complementOf(EnumSet.of(Variable.FIRST)), steps);
    }

    /** Behind a login: what stays the same for a session, whatever it asks for. */
    public static Scope signedIn(Set<String> steps) {
        return new Scope(
                EnumSet.complementOf(EnumSet.of(Variable.REQUEST, Variable.FIRST, Variable.NOW)),
                steps);
    }

    /** While a later identity of a login is compared with the first. */
    public static Scope samePerson(Set<String> steps) {
        return new Scope(EnumSet.allOf(Variable.class), steps);
    }
}
