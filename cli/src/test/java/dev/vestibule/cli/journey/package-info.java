/** Journeys along the whole line, over real sockets and without a browser window. */
package dev.vestibule.cli.journey;
