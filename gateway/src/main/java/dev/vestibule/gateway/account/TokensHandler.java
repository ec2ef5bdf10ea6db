package dev.vestibule.gateway.account;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.account.TokensPage.Flaw;
import dev.vestibule.gateway.account.TokensPage.Make;
import dev.vestibule.gateway.account.TokensPage.Own;
import dev.vestibule.gateway.account.TokensPage.Sent;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.token.AccessToken;
import dev.vestibule.gateway.token.PersonalTokens;
import dev.vestibule.gateway.token.PersonalTokens.Wish;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Shows, makes and removes the access tokens of the user's account.
 *
 * @param live the version of the configuration in use
 */
record TokensHandler(
        OwnFactors factors,
        FactorSection section,
        PersonalTokens tokens,
        Supplier<FlowConfig> live,
        Pages pages,
        Csrf csrf) {
    /** The lifetimes that can be chosen. */
    private static final Set<Integer> DAYS = Set.of(30, 90, 365);

    /** Whether any application takes access tokens. */
    boolean isOffered() {
        return !apps().isEmpty();
    }

    private Map<String, App> apps() {
        Map<String, App> taking = new LinkedHashMap<>();
        live.get()
                .apps()
                .forEach((id, app) -> {
                    if (app.tokens() != null && app.tokens().personal()) {
                        taking.put(id, app);
                    }
                });
        return taking;
    }

    /** The tokens of the account. */
    Future<Void> show(RoutingContext ctx, AccountHolder holder) {
        if (!isOffered()) {
            return Future.failedFuture(
                    HttpFailure.of(FailureKind.NOT_FOUND, "no application takes tokens"));
        }
        return send(ctx, holder, new Shown(null, Sent.NOTHING, Set.of()));
    }

    /**
     * What a page shows beside the tokens.
     *
     * @param issued null when none was made
     */
    private record Shown(@Nullable String issued, Sent sent, Set<Flaw> flaws) {}

    private Future<Void> send(RoutingContext ctx, AccountHolder holder, Shown shown) {
        return factors.required(holder)
                .compose(known ->
                        section.proved(holder, known)
                                .map(proved -> page(ctx, known, proved, shown)))
                .onSuccess(page -> pages.send(ctx, shown.flaws().isEmpty() ? 200 : 422, page))
                .mapEmpty();
    }

    private TokensPage page(RoutingContext ctx, AccountFactors known, boolean proved, Shown shown) {
        return new TokensPage(
                shown.issued(),
                tokens.of(known).stream().map(each -> own(ctx, each, proved)).toList(),
                proved ? null : csrf.form(ctx, AccountAddress.CONFIRM_TOKENS, Map.of()),
                proved
                        ? new Make(
                                csrf.form(ctx, AccountAddress.TOKENS, Map.of()),
                                titles(),
                                shown.sent(),
                                shown.flaws())
                        : null);
    }

    private Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        apps().forEach((id, app) -> titles.put(AccountAddress.APP + id, app.title()));
        return titles;
    }

    private Own own(RoutingContext ctx, AccessToken token, boolean proved) {
        Map<String, App> all = live.get().apps();
        List<String> titles =
                token.apps().stream()
                        .sorted()
                        .map(id -> all.containsKey(id) ? all.get(id).title() : id)
                        .toList();
        Page.Form remove =
                proved
                        ? csrf.form(
                                ctx,
                                AccountAddress.REMOVE_TOKEN,
                                Map.of(AccountAddress.TOKEN, token.hash()))
                        : null;
        return new Own(token.name(), titles, token.expires(), token.used(), remove);
    }

    /** Makes a token as the form says, and shows it. */
    Future<Void> make(RoutingContext ctx, AccountHolder holder) {
        Sent sent = sent(RequestParameters.ofForm(ctx));
        Set<Flaw> flaws = flaws(sent);
        if (!flaws.isEmpty()) {
            return send(ctx, holder, new Shown(null, sent, flaws));
        }
        Wish wish = new Wish(sent.name(), sent.apps(), Duration.ofDays(sent.days()));
        return factors.required(holder)
                .compose(known -> tokens.issue(known, wish))
                .compose(issued -> send(ctx, holder, new Shown(issued, Sent.NOTHING, Set.of())));
    }

    private Sent sent(RequestParameters form) {
        Set<String> chosen =
                apps().keySet().stream()
                        .filter(id -> form.optional(AccountAddress.APP + id) != null)
                        .collect(Collectors.toSet());
        String days = form.text(AccountAddress.DAYS);
        return new Sent(
                form.text(AccountAddress.NAME).strip(),
                chosen,
                DAYS.stream()
                        .filter(each -> each.toString().equals(days))
                        .findFirst()
                        .orElse(Sent.NOTHING.days()));
    }

    private static Set<Flaw> flaws(Sent sent) {
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        String name = sent.name();
        boolean readable = name.codePoints().noneMatch(Character::isISOControl);
        if (name.isEmpty() || name.length() > AccessToken.LONGEST_NAME || !readable) {
            flaws.add(Flaw.NAME);
        }
        if (sent.apps().isEmpty()) {
            flaws.add(Flaw.APPS);
        }
        return flaws;
    }

    /** Removes the token that the form names. */
    Future<Void> remove(RoutingContext ctx, AccountHolder holder) {
        String hash = RequestParameters.ofForm(ctx).required(AccountAddress.TOKEN);
        return factors.required(holder)
                .compose(known -> tokens.remove(known, hash))
                .compose(_ -> Pages.redirect(ctx, AccountAddress.TOKENS));
    }
}
