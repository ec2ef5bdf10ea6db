package dev.vestibule.demo.realapps;

import dev.vestibule.demo.testkit.DocsPage;

import org.jspecify.annotations.Nullable;

/** An application of docs/apps-known.md, and what its blocks name there. */
enum KnownApp {
    NODE_RED(
            "Node-RED",
            new Address("nodered.example.org", "nodered.localhost", 1880),
            new Settings("js", "settings.js")),
    /** npm does not know that other names than {@code localhost} are this machine. */
    VERDACCIO(
            "Verdaccio",
            new Address("npm.example.org", "127.0.0.1", 4873),
            new Settings("yaml", "config.yaml")),
    TIDDLYWIKI("TiddlyWiki", new Address("notes.example.org", "notes.localhost", 8090), null),
    RADICALE(
            "Radicale",
            new Address("calendar.example.org", "calendar.localhost", 5232),
            new Settings("ini", "config")),
    PROMETHEUS(
            "Prometheus",
            new Address("monitoring.example.org", "monitoring.localhost", 9095),
            new Settings("yaml", "prometheus.yml"));

    private static final DocsPage PAGE = DocsPage.of("apps-known.md");

    private final String heading;
    private final Address address;
    private final @Nullable Settings settings;

    KnownApp(String heading, Address address, @Nullable Settings settings) {
        this.heading = heading;
        this.address = address;
        this.settings = settings;
    }

    /** The host and the upstream's port of the page, and the host in the test. */
    private record Address(String documented, String host, int port) {}

    /** The file that the last block in this language is written to. */
    record Settings(String language, String file) {}

    DocsPage section() {
        return PAGE.section(heading);
    }

    @Nullable Settings settings() {
        return settings;
    }

    String host() {
        return address.host();
    }

    /** A block of the page for these ports, and with the folder in place of those of a server. */
    String adapted(String block, KnownApps.Place place) {
        String open = address.host() + ":" + place.gateway();
        return block.replace("https://" + address.documented(), "http://" + open)
                .replace("//" + address.documented(), "//" + open)
                .replace(address.documented(), address.host())
                .replaceAll("\\b" + address.port() + "\\b", "" + place.app())
                .replaceAll("/(?:srv|etc|var/lib)/\\w+", place.data().toString());
    }
}
