/**
 * Sessions: what exists after a login, until sign-out or expiry.
 *
 * <p>The login engine starts a session with {@link dev.vestibule.gateway.session.Sessions}, where
 * reading begins: it starts, finds and ends them. The browser has a ticket for each host, whose
 * hash leads to the {@link dev.vestibule.gateway.session.Session}; {@link
 * dev.vestibule.gateway.session.SessionStores} has the stores of both. {@link
 * dev.vestibule.gateway.session.Handoffs} carries a session to the host of an app, {@link
 * dev.vestibule.gateway.session.LoginRedirect} sends a browser to the login, and {@link
 * dev.vestibule.gateway.session.LongPaths} keeps what is too long for that. The gate in front of
 * the apps decides with {@link dev.vestibule.gateway.session.RequestFactsReader} what a rule may
 * see. {@link dev.vestibule.gateway.session.SessionNotes} and {@link
 * dev.vestibule.gateway.session.RecentSignIns} are what users see of their own sessions and
 * sign-ins; {@link dev.vestibule.gateway.session.OtherSessions} ends them. {@code WhoamiHandler}
 * tells who is signed in. {@link dev.vestibule.gateway.session.SessionRenewal} asks providers again
 * while a session lasts; the package {@code lifecycle} has it. {@link
 * dev.vestibule.gateway.session.ProviderSessions} ends sessions that have ended at their provider.
 */
@NullMarked
package dev.vestibule.gateway.session;

import org.jspecify.annotations.NullMarked;
