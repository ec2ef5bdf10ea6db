package dev.vestibule.gateway.login;

/** A login and what it waits for: the value that is stored under a key of its own for each leg. */
record PendingLogin(LoginTransaction transaction, LoginStage stage) {}
