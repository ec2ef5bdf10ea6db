package dev.vestibule.gateway;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.gateway.GatewaySettings.Rate;
import dev.vestibule.gateway.access.FormSignIns;
import dev.vestibule.gateway.access.RouteTable;
import dev.vestibule.gateway.access.SendAgainHandler;
import dev.vestibule.gateway.access.SignIns;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.keep.KeptForms;
import dev.vestibule.gateway.login.LoginStarts;

import io.vertx.ext.web.Router;

import java.util.function.Supplier;

/** Forms that are kept while their user signs in. */
record FormModule(Parts parts, FormSignIns signIns) {

    /**
     * What it needs of the others.
     *
     * @param rate how many forms an address may have kept, and in which time
     */
    record Parts(WebModule web, SessionModule sessions, LoginModule logins, Rate rate) {}

    /**
     * @param signIns answers what is no form
     */
    static FormModule of(RuntimeContext context, Parts parts, SignIns signIns) {
        GatewayEnvironment environment = context.environment();
        KeptForms forms =
                new KeptForms(
                        context.stores(),
                        parts.logins().keys(),
                        parts.web().cookies(),
                        parts.web().tokens(),
                        new LoginStarts(parts.rate(), environment.random(), environment.clock()));
        return new FormModule(parts, new FormSignIns(signIns, forms, parts.sessions().users()));
    }

    /** Whether an app of the configuration keeps forms. */
    static boolean wanted(FlowConfig config) {
        return config.apps().values().stream()
                .anyMatch(app -> app.forwarding().keepPosts() != null);
    }

    /** Mounts the page that shows them. */
    void mount(Router router, Supplier<RouteTable> routes) {
        router.get(ReturnPath.KEPT)
                .handler(
                        new SendAgainHandler(
                                routes, parts.sessions().sessions(), signIns, parts.web().pages()));
    }
}
