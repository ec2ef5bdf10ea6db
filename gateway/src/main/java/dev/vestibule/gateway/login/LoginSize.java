package dev.vestibule.gateway.login;

import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.LoginStage.Asking;
import dev.vestibule.gateway.login.LoginStage.AtProvider;
import dev.vestibule.gateway.login.LoginStage.AwaitingDirectory;
import dev.vestibule.gateway.login.LoginStage.Choosing;
import dev.vestibule.gateway.login.LoginStage.Confirming;
import dev.vestibule.gateway.session.SessionSize;
import dev.vestibule.gateway.store.HeapSize;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** How many bytes of the heap a login takes that has proved something. */
final class LoginSize {
    /** A {@link PersonKey}, whose issuers are the configuration's. */
    private static final long PERSON = 400;

    private LoginSize() {}

    static long of(PendingLogin login) {
        LoginTransaction transaction = login.transaction();
        LoginProgress progress = transaction.progress();
        return HeapSize.OBJECT
                + HeapSize.LARGE_OBJECT
                + HeapSize.INSTANT
                + HeapSize.of(transaction.browser())
                + of(transaction.destination())
                + SessionSize.of(progress.steps())
                + (Objects.equals(progress.first(), progress.identity()) ? 0 : of(progress.first()))
                + of(progress.identity())
                + PERSON * progress.people().size()
                + of(progress.account())
                + of(login.stage());
    }

    private static long of(LoginDestination to) {
        return 2 * HeapSize.OBJECT + HeapSize.of(to.path().value()) + HeapSize.of(to.binding());
    }

    private static long of(@Nullable VerifiedIdentity identity) {
        return identity == null ? 0 : SessionSize.of(identity);
    }

    private static long of(@Nullable Account account) {
        return account == null
                ? 0
                : HeapSize.LARGE_OBJECT
                        + HeapSize.of(account.dn())
                        + HeapSize.of(account.username())
                        + HeapSize.of(account.groups())
                        + HeapSize.ofJson(account.attributes());
    }

    private static long of(LoginStage stage) {
        return HeapSize.LARGE_OBJECT
                + switch (stage) {
                    case Choosing _ -> 0;
                    case AtProvider(_, _, var trip) ->
                            HeapSize.OBJECT
                                    + HeapSize.INSTANT
                                    + HeapSize.of(trip.nonce())
                                    + HeapSize.of(trip.codeVerifier());
                    case AwaitingDirectory waiting -> of(waiting);
                    case Asking(var waiting, var proposal) -> of(waiting) + of(proposal);
                    case Confirming(var waiting, var dn, var hint, _) ->
                            of(waiting) + HeapSize.of(dn) + HeapSize.of(hint);
                };
    }

    private static long of(AwaitingDirectory waiting) {
        Answer answer = waiting.answer();
        return HeapSize.LARGE_OBJECT
                + SessionSize.of(waiting.identity())
                + HeapSize.of(waiting.command())
                + (answer == null
                        ? 0
                        : HeapSize.LARGE_OBJECT
                                + HeapSize.of(answer.username())
                                + HeapSize.ofJson(answer.typed())
                                + (answer.password() == null
                                        ? 0
                                        : HeapSize.of(answer.password().value())));
    }

    private static long of(Proposal proposal) {
        var mapped = proposal.mapped();
        return 3L * HeapSize.LARGE_OBJECT
                + HeapSize.of(proposal.username())
                + HeapSize.ofJson(mapped.attributes())
                + HeapSize.ofJson(mapped.groups());
    }
}
