package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.ErrorPage;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.session.Handoffs;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Sessions;

import io.micrometer.core.instrument.MeterRegistry;

import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What logins are made with.
 *
 * @param gateway public origin of the gateway's own pages; logins live on its host only
 * @param live the version of the configuration that new logins begin with
 */
public record LoginServices(
        URI gateway,
        Supplier<LoginSetup> live,
        LoginTransactions transactions,
        LoginStarts starts,
        ProvisioningClient provisioning,
        OwnershipAttempts attempts,
        RefusedPeople refusals,
        Sessions sessions,
        Handoffs handoffs,
        LoginRedirect redirects,
        RequestFactsReader requests,
        Cookies cookies,
        Pages pages,
        Csrf csrf,
        ErrorPage errors,
        MeterRegistry metrics,
        InstantSource clock) {}
