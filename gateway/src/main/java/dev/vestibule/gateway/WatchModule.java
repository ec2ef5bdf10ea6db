package dev.vestibule.gateway;

import dev.vestibule.gateway.jit.RenewedAccounts;
import dev.vestibule.gateway.lifecycle.AccountWatch;
import dev.vestibule.gateway.lifecycle.Endings;
import dev.vestibule.gateway.lifecycle.ProviderWatch;
import dev.vestibule.gateway.lifecycle.Waiting;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.store.StoreKind;
import dev.vestibule.gateway.store.StoreKind.Part;

import java.util.function.Supplier;

/** What compares open sessions with the directory and with identity providers. */
record WatchModule(AccountWatch accounts, ProviderWatch providers) {

    /**
     * @param live the live version of the configuration, once there is one
     */
    static WatchModule of(
            RuntimeContext context,
            SessionModule sessions,
            RenewedAccounts renewed,
            Supplier<LoginSetup> live) {
        Endings endings = new Endings(context.metrics());
        return new WatchModule(
                new AccountWatch(
                        sessions.sessions(),
                        renewed.accounts().client(),
                        () -> live.get().config(),
                        endings),
                new ProviderWatch(
                        sessions.stores(),
                        context.stores()
                                .open(new StoreKind<>("renewals", new Part(0, 1), String.class)),
                        renewed,
                        live,
                        endings,
                        new Waiting(context.vertx())));
    }
}
