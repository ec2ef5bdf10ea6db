package dev.vestibule.gateway;

import dev.vestibule.gateway.access.RouteTable;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.theme.Look;

/** One version of the configuration, as logins and as proxied requests use it. */
record ConfigSnapshot(LoginSetup logins, RouteTable routes, Look look) {}
