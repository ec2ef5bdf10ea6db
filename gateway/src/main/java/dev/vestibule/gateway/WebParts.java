package dev.vestibule.gateway;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.ErrorPage;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.Tokens;

/** What every endpoint answers with. */
record WebParts(Tokens tokens, Cookies cookies, Pages pages, Csrf csrf, ErrorPage errors) {

    static WebParts of(Ground ground) {
        Tokens tokens = new Tokens(ground.environment().random());
        Cookies cookies = new Cookies(tokens);
        Pages pages = new Pages();
        return new WebParts(
                tokens,
                cookies,
                pages,
                new Csrf(cookies),
                new ErrorPage(pages, tokens, ground.metrics()));
    }
}
