package dev.vestibule.flow.proof;

import dev.vestibule.flow.proof.Way.Account;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Exits.Exit;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.authenticate.StepOption;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Proves that no login meets a factor, or a step about an account, without an account. */
record AccountRequiredCheck(Ways ways, Findings findings) {

    /** Why a user may have no account. */
    private enum Lack {
        ALWAYS("have none: provisioning is off there"),
        CONDITION("have none where provisioning.when is not true"),
        /** A way back is bounded, and can lead to a user who has one: that is not followed. */
        LED_BACK("may have none after a step has led them back to an earlier one");

        private final String words;

        Lack(String words) {
            this.words = words;
        }
    }

    /** The options of the users who have no account, by the reason. */
    private static final class Lacking {
        private final Map<Lack, Set<String>> users = new EnumMap<>(Lack.class);

        void add(Way way, Account account, boolean mayLeadBack) {
            if (way.user() == null || account == Account.YES) {
                return;
            }
            Lack lack =
                    account == Account.PERHAPS
                            ? Lack.CONDITION
                            : way.ledBack() || mayLeadBack ? Lack.LED_BACK : Lack.ALWAYS;
            users.computeIfAbsent(lack, _ -> new LinkedHashSet<>()).add(way.user());
        }
    }

    void check(Flow flow) {
        flow.forEach((step, path) -> {
            String place = path + "." + step.kind();
            Set<Way> arriving = ways.at(flow.place(step.id()));
            Exit failure = flow.exits(step.id()).failure();
            boolean leadsBack =
                    failure.step() != null && flow.place(failure.step()) <= flow.place(step.id());
            if (step instanceof AuthenticateStep asked) {
                check(asked, arriving, place);
            } else if (step.needsAccount() && (failure.refuses() || leadsBack)) {
                Lacking lacking = new Lacking();
                arriving.stream()
                        .filter(way -> ways.applies(step, way).orElse(true))
                        .forEach(way -> lacking.add(way, way.account(), leadsBack));
                report(step, lacking, place);
            }
        });
    }

    private void check(AuthenticateStep step, Set<Way> arriving, String path) {
        Lacking lacking = new Lacking();
        boolean first = false;
        for (Way way : arriving) {
            List<StepOption> factors = onlyFactors(step, way);
            if (ways.applies(step, way).orElse(true) && !factors.isEmpty()) {
                Account worst = worst(factors, way);
                first |= worst != Account.YES && way.user() == null;
                lacking.add(way, worst, false);
            }
        }
        if (first) {
            reportFirst(step, path);
        }
        report(step, lacking, path);
    }

    /** The factors that are offered where no connection may be; none where one always is. */
    private List<StepOption> onlyFactors(AuthenticateStep step, Way way) {
        boolean connection =
                step.offers().stream()
                        .anyMatch(offer ->
                                !ways.isFactor(offer)
                                        && Ways.applies(offer.when(), way).orElse(false));
        return connection
                ? List.of()
                : step.offers().stream()
                        .filter(ways::isFactor)
                        .filter(offer -> Ways.applies(offer.when(), way).orElse(true))
                        .toList();
    }

    /** The worst case: only what is always offered, or only one of the others. */
    private Account worst(List<StepOption> factors, Way way) {
        Stream<Account> certain =
                factors.stream()
                        .filter(offer -> Ways.applies(offer.when(), way).orElse(false))
                        .map(offer -> ways.accountFor(offer.id(), way));
        return certain.min(Enum::compareTo)
                .orElseGet(() ->
                        factors.stream()
                                .map(offer -> ways.accountFor(offer.id(), way))
                                .max(Enum::compareTo)
                                .orElse(Account.YES));
    }

    /** What a connection that cannot be read would write is not known. */
    private boolean isBroken(String user) {
        return !findings.isSound("connections." + user + ".provisioning");
    }

    private void reportFirst(AuthenticateStep step, String path) {
        findings.error(
                path,
                "%s in step %s, where no user is known yet"
                        .formatted(String.join(", ", step.options()), step.id()),
                "a connection, password or passkey in the first step",
                "Put a step before it that identifies the user, for example with password.");
    }

    private void report(Step step, Lacking lacking, String path) {
        lacking.users.values().forEach(users -> users.removeIf(this::isBroken));
        lacking.users.values().removeIf(Set::isEmpty);
        lacking.users.entrySet().stream()
                .findFirst()
                .ifPresent(worst -> report(step, worst.getKey(), worst.getValue(), path));
    }

    private void report(Step step, Lack lack, Set<String> users, String path) {
        String found =
                "account-required: step %s needs an account in the directory, and users of %s %s"
                        .formatted(step.id(), String.join(", ", users), lack.words);
        String allowed =
                (step.provesIdentity() ? "factors" : step.kind())
                        + " for users who have an account";
        String remedy = remedy(users.iterator().next());
        if (lack == Lack.ALWAYS) {
            findings.error(path, found, allowed, remedy);
        } else {
            findings.warning(path, found, allowed, remedy);
        }
    }

    private static String remedy(String connection) {
        return ("Enable connections.%s.provisioning (without a when), let the flow begin with a"
                        + " local account such as password, or skip the step: when:"
                        + " steps.ID.option != \"%s\".")
                .formatted(connection, connection);
    }
}
