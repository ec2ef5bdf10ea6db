package dev.vestibule.flow;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.mail.MailSettings;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;

/** A factor that sends mails needs a mail server. */
record MailCheck(
        Collection<Flow> flows,
        Map<String, Factor> factors,
        @Nullable MailSettings mail,
        Findings findings) {

    /** Adds a problem for every step that names such a factor without one. */
    void check() {
        if (mail == null) {
            flows.forEach(this::check);
        }
    }

    private void check(Flow flow) {
        for (int index = 0; index < flow.steps().size(); index++) {
            Step step = flow.steps().get(index);
            for (int option = 0; option < step.options().size(); option++) {
                Factor factor = factors.get(step.options().get(option));
                if (factor != null && factor.sendsMail()) {
                    findings.error(
                            "%s[%d].%s[%d]".formatted(flow.path(), index, step.kind(), option),
                            factor.id() + ", but there is no mail server",
                            factor.id() + " together with mail",
                            "Add mail: { server: \"smtps://HOST:465\", from: login@example.org },"
                                    + " or remove "
                                    + factor.id()
                                    + " from the step.");
                }
            }
        }
    }
}
