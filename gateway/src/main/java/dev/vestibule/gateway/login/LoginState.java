package dev.vestibule.gateway.login;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;

/**
 * What the handler of a step remembers while a login waits: a record of ids and values that {@link
 * LoginCodec} can write and read. No two handlers have a state of the same simple name.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@")
public interface LoginState {

    /** Id of the connection that the login waits for, for the log; null when it is none. */
    default @Nullable String connection() {
        return null;
    }

    /** DN of the account that the login is about by now, for the log; null when there is none. */
    default @Nullable String account() {
        return null;
    }
}
