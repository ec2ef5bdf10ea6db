package dev.vestibule.gateway.account;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.expression.facts.Device;
import dev.vestibule.gateway.account.AccountPage.Activity;
import dev.vestibule.gateway.account.AccountPage.OpenSession;
import dev.vestibule.gateway.account.AccountPage.SignIn;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.session.RecentSignIns;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.SessionNotes;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where the user is signed in, and was lately.
 *
 * @param live the version of the configuration in use
 */
record ActivitySection(
        SessionNotes notes, RecentSignIns signIns, Supplier<FlowConfig> live, Csrf csrf) {
    Future<Activity> of(RoutingContext ctx, Session session) {
        return notes.of(session)
                .compose(open ->
                        signIns.of(session).map(recent -> shown(ctx, session, open, recent)));
    }

    private Activity shown(
            RoutingContext ctx,
            Session own,
            List<SessionNotes.Open> open,
            List<RecentSignIns.SignIn> recent) {
        boolean others = open.stream().anyMatch(each -> !isOwn(own, each));
        return new Activity(
                open.stream().map(each -> shown(ctx, own, each)).toList(),
                others ? csrf.form(ctx, AccountAddress.END_OTHERS, Map.of()) : null,
                recent.stream().map(this::shown).toList());
    }

    private OpenSession shown(RoutingContext ctx, Session own, SessionNotes.Open each) {
        Map<String, String> named =
                Map.of(AccountAddress.SESSION, SessionChanges.name(own, each.session()));
        return new OpenSession(
                Device.of(each.agent()),
                each.address(),
                each.session().startedAt(),
                each.seen(),
                isOwn(own, each) ? null : csrf.form(ctx, AccountAddress.END_SESSION, named));
    }

    private static boolean isOwn(Session own, SessionNotes.Open each) {
        return each.session().key().equals(own.key());
    }

    private SignIn shown(RecentSignIns.SignIn each) {
        var app = live.get().apps().get(each.app());
        var connection = live.get().connections().get(each.option());
        return new SignIn(
                each.at(),
                app == null ? each.app() : app.title(),
                connection == null ? null : connection.title(),
                each.option(),
                each.address(),
                Device.of(each.agent()));
    }
}
