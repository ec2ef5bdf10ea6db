package dev.vestibule.flow.step.assign;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.provisioning.AttributeSection;
import dev.vestibule.flow.provisioning.AttributeTexts;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.LineType;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.EarlyStep;
import dev.vestibule.flow.step.Exits.Ends;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepType;
import dev.vestibule.provisioning.vocabulary.Counted;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives the account of the user groups and attributes, without a page. */
@KeyTable(
        """
        A step that gives the user's account groups and attributes, without a page. It needs an
        account in the directory. What it has given stays: a later login on which `when` is false
        takes nothing back. It is not completed if the user has no account, or the directory
        refuses what is given.
        | assign | **required** | the groups and attributes.
        | when | always | if it is false, or fails, nothing is given.
        """)
public record AssignStep(String id, @Named("assign") Assignment assigned, @Nullable Expression when)
        implements Step {
    private static final String KEY = "assign";
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 256;
    private static final ScalarType<String> GROUP =
            LineType.of(
                    "the name of a group in the directory",
                    LONGEST_NAME,
                    "which is no such name",
                    "Write the name in one line, with up to 256 characters.");

    /**
     * What the account is given.
     *
     * @param membership where the memberships are written
     * @param attributes an expression for each LDAP attribute
     */
    @KeyTable(
            """
            Groups and attributes of the user's account: at least one, and up to 100 of each.
            | groups | none | names of groups in the directory, which are created if they do not
              exist. The account joins them; a membership that an administrator has removed by hand
              is not given again.
            | membership | `static` | where a membership is written: `static` lists the user in the
              group's entry; `dynamic` writes the group's name to the user's entry. It must be the
              same wherever a group is granted.
            | attributes | none | an expression for each LDAP attribute, with the rules for
              `provisioning.attributes`. If it fails, or has no value, the attribute is not changed. A
              value that an administrator has changed or removed by hand stays.
            """)
    public record Assignment(
            List<String> groups, Membership membership, Map<String, Expression> attributes) {
        public Assignment {
            groups = List.copyOf(groups);
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }

        /** The values for a login, by LDAP attribute: those that are known. */
        public Map<String, List<String>> values(EvaluationContext facts) {
            return AttributeTexts.of(attributes, facts);
        }
    }

    /** Its kind. */
    public static StepType<AssignStep> type() {
        return new StepType<>(
                        KEY,
                        AssignStep.class,
                        Section.of(
                                        AssignStep.class,
                                        Map.of(
                                                "groups",
                                                Types.listOf(GROUP),
                                                "attributes",
                                                AttributeSection.EXPRESSIONS))
                                .checked(AssignStep::check))
                .ending(Ends.COMPLETED_OR_NOT);
    }

    private void check(Fields fields) {
        EarlyStep.check(fields, KEY);
        int groups = assigned.groups().size();
        int attributes = assigned.attributes().size();
        if (groups > MOST || attributes > MOST || groups + attributes == 0 && fields.sound(KEY)) {
            fields.error(
                    KEY,
                    Counted.of(groups, "group") + " and " + Counted.of(attributes, "attribute"),
                    "at least one group or attribute, and up to " + MOST + " of each",
                    "Add one, or use several steps.");
        }
    }

    @Override
    public String kind() {
        return KEY;
    }

    @Override
    public boolean needsUser() {
        return true;
    }

    @Override
    public boolean needsAccount() {
        return true;
    }

    /** What cannot be decided gives nothing. */
    @Override
    public boolean appliesWhenUnknown() {
        return false;
    }
}
