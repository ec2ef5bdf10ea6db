package dev.vestibule.gateway;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.ErrorPage;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.theme.Look;

import java.util.function.Supplier;

/** What every endpoint answers with. */
record WebModule(Tokens tokens, Cookies cookies, Pages pages, Csrf csrf, ErrorPage errors) {

    static WebModule of(RuntimeContext context, Supplier<Look> look) {
        Tokens tokens = new Tokens(context.environment().random());
        Cookies cookies = new Cookies(tokens);
        Pages pages = new Pages(look);
        Csrf csrf = new Csrf(cookies);
        return new WebModule(
                tokens,
                cookies,
                pages,
                csrf,
                new ErrorPage(pages, csrf, tokens, context.metrics()));
    }
}
