package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.AnswerProblem;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Page.FirstLogin.Field;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.login.LoginStage.Asking;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page that asks the user before the account is written for the first time. */
final class Questions {
    /** Enough for the user to recognise the details. */
    private static final int LONGEST = 200;

    private static final int MOST = 20;

    private final LoginTransactions transactions;
    private final Pages pages;
    private final Csrf csrf;

    Questions(LoginTransactions transactions, Pages pages, Csrf csrf) {
        this.transactions = transactions;
        this.pages = pages;
        this.csrf = csrf;
    }

    /** Asks, or asks again, on a page that takes one answer. */
    Future<Void> ask(
            RoutingContext ctx, LoginTransaction login, Asking stage, @Nullable Mistake mistake) {
        String key = transactions.newKey();
        Page.Form form =
                new Page.Form(LoginAddress.ACCOUNT, csrf.token(ctx), Map.of(LoginAddress.KEY, key));
        Page page = page(login, stage, mistake, form);
        return transactions
                .keep(key, new PendingLogin(login, stage))
                .onSuccess(_ -> pages.send(ctx, mistake == null ? 200 : 422, page));
    }

    private static Page page(
            LoginTransaction login, Asking stage, @Nullable Mistake mistake, Page.Form form) {
        Proposal proposal = stage.proposal();
        boolean known = proposal.lacksPassword();
        List<String> groups = proposal.mapped().groups();
        return new Page.FirstLogin(
                login.setup().config().connection(stage.waiting().identity().connection()).title(),
                known ? null : details(proposal),
                known || groups == null ? List.of() : shown(groups),
                fields(stage, mistake),
                proposal.asksUsername() ? username(stage, mistake) : null,
                proposal.asksPassword(),
                mistake == null ? null : mistake.problem(),
                form);
    }

    /** What the user typed, unless it is taken: then a free name. */
    private static String username(Asking stage, @Nullable Mistake mistake) {
        Answer last = stage.waiting().answer();
        boolean keep = mistake != null && mistake.problem() != AnswerProblem.NAME_TAKEN;
        String typed = last == null ? null : last.username();
        return keep && typed != null ? typed : stage.proposal().username();
    }

    private static List<Field> fields(Asking stage, @Nullable Mistake mistake) {
        Answer last = stage.waiting().answer();
        Map<String, String> typed = last == null ? Map.of() : last.typed();
        String wrong = mistake == null ? null : mistake.attribute();
        return stage.proposal().asks().stream()
                .map(name -> new Field(name, typed.getOrDefault(name, ""), name.equals(wrong)))
                .toList();
    }

    private static Map<String, List<String>> details(Proposal proposal) {
        Map<String, List<String>> details = new LinkedHashMap<>();
        if (!proposal.asksUsername()) {
            details.put("uid", List.of(proposal.username()));
        }
        proposal.mapped().attributes().forEach((name, values) -> details.put(name, shown(values)));
        return details;
    }

    private static List<String> shown(List<String> values) {
        return values.stream().limit(MOST).map(Questions::shown).toList();
    }

    private static String shown(String value) {
        int longest = Math.min(value.length(), LONGEST);
        return longest == value.length() ? value : value.substring(0, longest) + "…";
    }
}
