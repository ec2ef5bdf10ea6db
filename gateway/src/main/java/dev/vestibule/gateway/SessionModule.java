package dev.vestibule.gateway;

import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.gateway.session.Handoffs;
import dev.vestibule.gateway.session.LastUser;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.LongPaths;
import dev.vestibule.gateway.session.ProviderSessions;
import dev.vestibule.gateway.session.RecentSignIns;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.SessionNotes;
import dev.vestibule.gateway.session.SessionRenewal;
import dev.vestibule.gateway.session.SessionStores;
import dev.vestibule.gateway.session.Sessions;

import java.util.function.BooleanSupplier;

/** Sessions, and what finds them and carries them to other hosts. */
record SessionModule(
        SessionStores stores,
        Sessions sessions,
        Handoffs handoffs,
        RequestFactsReader requests,
        LoginRedirect logins,
        LongPaths paths,
        SessionNotes notes,
        RecentSignIns signIns,
        ProviderSessions providers,
        LastUser users) {
    /**
     * What is made later; called when everything is built.
     *
     * @param renewal asks providers again
     * @param remembers whether browsers remember who was signed in last
     */
    record Outside(SessionRenewal renewal, BooleanSupplier remembers) {}

    static SessionModule of(
            RuntimeContext context, WebModule web, GatewaySettings settings, Outside outside) {
        var clock = context.environment().clock();
        SessionStores stores = SessionStores.open(context.stores(), settings.session().lifetime());
        LongPaths paths = new LongPaths(stores.paths(), web.tokens());
        var limits = settings.session();
        SessionNotes notes = new SessionNotes(context.stores(), stores, limits, clock);
        ProviderSessions providers = new ProviderSessions(context.stores(), stores, limits, clock);
        Sessions sessions =
                new Sessions(
                        stores,
                        web.cookies(),
                        web.tokens(),
                        limits,
                        clock,
                        notes,
                        providers,
                        outside.renewal());
        LoginRedirect logins = new LoginRedirect(settings.url(), web.cookies(), paths);
        LastUser users = new LastUser(web.cookies(), outside.remembers());
        return new SessionModule(
                stores,
                sessions,
                new Handoffs(sessions, stores, web.cookies(), logins, web.tokens(), users),
                new RequestFactsReader(clock),
                logins,
                paths,
                notes,
                new RecentSignIns(context.stores(), clock),
                providers,
                users);
    }
}
