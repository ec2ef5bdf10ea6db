package dev.vestibule.flow.proof;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.proof.Way.Account;
import dev.vestibule.flow.step.StepOptions;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;

import java.util.List;
import java.util.stream.Stream;

/** The user that a sign-in with an option identifies, and whether that user has an account. */
record SignIns(StepOptions options) {

    boolean isFactor(String option) {
        return options.factors().containsKey(option);
    }

    /** Whether the user of the way has the account that the option needs. */
    Account account(String option, Way way) {
        Factor factor = options.factors().get(option);
        return way.user() == null && factor != null && factor.identifies()
                ? Account.YES
                : way.account();
    }

    /** The first sign-in says who the user is, and so does a later one that finds the account. */
    Stream<Way> after(AuthenticateStep step, String option, Way way) {
        boolean decides = way.user() == null || step.decidesAccount();
        return accounts(option, way).stream()
                .map(account ->
                        decides || way.account() != Account.YES && account == Account.YES
                                ? way.signedIn(option, account)
                                : way);
    }

    private List<Account> accounts(String option, Way way) {
        Connection connection = options.connections().get(option);
        if (connection == null) {
            // What does not exist is reported as that.
            return List.of(isFactor(option) ? account(option, way) : Account.YES);
        }
        if (!connection.provisioning().enabled()) {
            return List.of(Account.NO);
        }
        return connection.provisioning().when() == null
                ? List.of(Account.YES)
                : List.of(Account.YES, Account.PERHAPS);
    }
}
