package dev.vestibule.flow.expression.facts;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /** The systems by the names of their makers; the others have the name of the device. */
    private static final Map<String, String> MAKERS = Map.of("iPhone", "iOS", "iPad", "iOS");

    private static final Set<String> CARRIED = Set.of("iPhone", "iPad", "Android");

    /** Of the header field that a browser sends. */
    public static Device of(String agent) {
        return new Device(known(BROWSERS, agent), known(SYSTEMS, agent));
    }

    /** The operating system by the name of its maker; empty when it is none that we know. */
    String os() {
        return system == null ? "" : MAKERS.getOrDefault(system, system);
    }

    /** Whether it is a phone or a tablet. */
    boolean isMobile() {
        return system != null && CARRIED.contains(system);
    }

    /** Every name that a browser can have here. */
    public static Set<String> browsers() {
        return BROWSERS.stream()
                .map(each -> each[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every name that an operating system can have here. */
    public static Set<String> systems() {
        return SYSTEMS.stream()
                .map(each -> MAKERS.getOrDefault(each[1], each[1]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names for the documentation. */
    static String words(Set<String> names) {
        return names.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "))
                + ", or `\"\"` for another one";
    }

    private static @Nullable String known(List<String[]> names, String agent) {
        return names.stream()
                .filter(each -> agent.contains(each[0]))
                .map(each -> each[1])
                .findFirst()
                .orElse(null);
    }
}
