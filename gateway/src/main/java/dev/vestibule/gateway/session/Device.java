package dev.vestibule.gateway.session;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A device in words, as far as its browser tells.
 *
 * @param browser name of the browser; null when it is none that we know
 * @param system name of the operating system; null when it is none that we know
 */
public record Device(@Nullable String browser, @Nullable String system) {
    /** A browser also claims to be those that it descends from, which come later here. */
    private static final List<String[]> BROWSERS =
            List.of(
                    new String[] {"Edg", "Edge"},
                    new String[] {"OPR/", "Opera"},
                    new String[] {"SamsungBrowser", "Samsung Internet"},
                    new String[] {"Firefox", "Firefox"},
                    new String[] {"FxiOS", "Firefox"},
                    new String[] {"CriOS", "Chrome"},
                    new String[] {"Chrome", "Chrome"},
                    new String[] {"Safari", "Safari"},
                    new String[] {"curl", "curl"});

    private static final List<String[]> SYSTEMS =
            List.of(
                    new String[] {"iPhone", "iPhone"},
                    new String[] {"iPad", "iPad"},
                    new String[] {"Android", "Android"},
                    new String[] {"Windows", "Windows"},
                    new String[] {"Mac OS", "macOS"},
                    new String[] {"CrOS", "ChromeOS"},
                    new String[] {"Linux", "Linux"});

    /** Of the header field that a browser sends. */
    public static Device of(String agent) {
        return new Device(known(BROWSERS, agent), known(SYSTEMS, agent));
    }

    private static @Nullable String known(List<String[]> names, String agent) {
        return names.stream()
                .filter(each -> agent.contains(each[0]))
                .map(each -> each[1])
                .findFirst()
                .orElse(null);
    }
}
