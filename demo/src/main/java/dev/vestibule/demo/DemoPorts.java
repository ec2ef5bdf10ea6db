package dev.vestibule.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * The demo's ports on the loopback interface.
 *
 * @param gateway what the browser opens
 * @param directory LDAP
 * @param provider the demo identity provider
 * @param app the sample application
 * @param management health and metrics
 * @param mail SMTP of the mailbox
 */
public record DemoPorts(
        int gateway, int directory, int provider, int app, int management, int mail) {
    /** As the YAML has them. */
    public static final DemoPorts STANDARD = new DemoPorts(8080, 1389, 8081, 8082, 9090, 2525);

    /** The same with a free port in the place of each 0, since the YAML must name them. */
    DemoPorts chosen() {
        return new DemoPorts(
                chosen(gateway),
                chosen(directory),
                chosen(provider),
                chosen(app),
                chosen(management),
                chosen(mail));
    }

    /** Standard port to the one that takes its place. */
    Map<Integer, Integer> replacements() {
        return Map.of(
                STANDARD.gateway, gateway,
                STANDARD.directory, directory,
                STANDARD.provider, provider,
                STANDARD.app, app,
                STANDARD.management, management,
                STANDARD.mail, mail);
    }

    private static int chosen(int port) {
        if (port != 0) {
            return port;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("no port is free", none);
        }
    }
}
