package dev.vestibule.gateway.gallery;

import dev.vestibule.gateway.factor.passkey.PasskeyScript;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.PageSamples;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.TargetHandler;
import dev.vestibule.gateway.portal.PageFiles;
import dev.vestibule.gateway.theme.Look;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** A server that shows samples of every page, as the gateway sends them. */
final class Gallery {
    private final HttpServer server;

    private Gallery(HttpServer server) {
        this.server = server;
    }

    static Gallery open(Vertx vertx, Supplier<Look> look) {
        Pages pages = new Pages(look);
        Router router = Router.router(vertx);
        router.route()
                .handler(
                        new TargetHandler(
                                new ClientAddress(List.of()),
                                _ -> true,
                                _ -> {},
                                _ -> {},
                                _ -> {}));
        router.get("/.vestibule/page/:name").handler(ctx -> show(ctx, pages));
        router.get(PasskeyScript.PATH).handler(new PasskeyScript());
        new PageFiles(look).mount(router);
        router.get(PasskeyScript.PATH).handler(new PasskeyScript());
        return new Gallery(
                vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await());
    }

    private static void show(RoutingContext ctx, Pages pages) {
        String name = Objects.requireNonNull(ctx.pathParam("name"));
        pages.send(ctx, 200, Objects.requireNonNull(PageSamples.named().get(name)));
    }

    /** The origin of the server. */
    String origin() {
        return "http://localhost:" + server.actualPort();
    }

    /** The address of a page. */
    String page(String name) {
        return origin() + "/.vestibule/page/" + name;
    }
}
