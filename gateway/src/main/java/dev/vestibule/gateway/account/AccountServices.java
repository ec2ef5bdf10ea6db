package dev.vestibule.gateway.account;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.ProvisioningClient;
import dev.vestibule.gateway.login.RefusedPeople;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Sessions;
import dev.vestibule.gateway.store.StoreFactory;

import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What the pages about one's own account are made with.
 *
 * @param gateway public origin of the gateway's own pages; these live on its host only
 * @param live the version of the configuration in use
 */
public record AccountServices(
        URI gateway,
        Supplier<LoginSetup> live,
        StoreFactory stores,
        ProvisioningClient provisioning,
        RefusedPeople refusals,
        Sessions sessions,
        RequestFactsReader requests,
        Cookies cookies,
        Tokens tokens,
        Pages pages,
        Csrf csrf,
        InstantSource clock) {}
