/**
 * Active checks of the servers of apps. {@code HttpModule} lets {@link
 * dev.vestibule.gateway.health.HealthChecks} follow the routes of each version of the configuration
 * and tells it the time; {@link dev.vestibule.gateway.health.HealthCheck} is about one server, and
 * {@link dev.vestibule.gateway.health.HealthProbe} asks it. Begin with the first.
 */
@NullMarked
package dev.vestibule.gateway.health;

import org.jspecify.annotations.NullMarked;
