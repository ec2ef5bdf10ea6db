package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Reply;

import java.util.List;

/** Makes the reply of a command from what its work returns or throws. */
public final class Replies {
    private Replies() {}

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
