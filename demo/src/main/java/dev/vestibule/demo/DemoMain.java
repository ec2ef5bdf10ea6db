package dev.vestibule.demo;

import dev.vestibule.cli.Main;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the demo's process begins: the product's command line, and {@code demo} beside it. */
public final class DemoMain {
    private static final String LOGGING = "logback.configurationFile";

    private DemoMain() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "logback-demo.xml");
        }
        System.exit(Main.commandLineWith(new DemoCommand(home())).execute(arguments));
    }

    /** The module's folder: two above the jar, or above the classes when there is no jar. */
    private static Path home() {
        try {
            Path code =
                    Path.of(
                            DemoMain.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return code.resolve("../..").normalize();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a jar without a place", impossible);
        }
    }
}
