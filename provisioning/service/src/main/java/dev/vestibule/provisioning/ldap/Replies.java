package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Reply;

import java.util.List;

/** Makes the reply of a command from what its work returns or throws. */
public final class Replies {
    private Replies() {}

    /** Work that is done again while other writers are quicker, by its number from 1 on. */
    public interface Attempt<T> {
        /** Does it once. */
        T run(int attempt) throws LDAPException, Refusal;
    }

    /** Does the work until no other writer is quicker; what the last attempt says holds. */
    public static <T> T repeated(Attempt<T> work) throws LDAPException, Refusal {
        for (int attempt = 1; attempt < ResultCodes.ATTEMPTS; attempt++) {
            try {
                return work.run(attempt);
            } catch (LDAPException e) {
                if (!ResultCodes.lostARace(e)) {
                    throw e;
                }
            }
        }
        return work.run(ResultCodes.ATTEMPTS);
    }

    /**
     * @param attributes what the work writes, one of which the directory may refuse
     */
    public static <R> Reply<R> of(KeyedLock.Work<R> work, String... attributes) {
        try {
            return Reply.of(work.run());
        } catch (Refusal refusal) {
            return Reply.failed(refusal.failure());
        } catch (LDAPException e) {
            return Reply.failed(ResultCodes.failure(e, List.of(attributes)));
        }
    }
}
