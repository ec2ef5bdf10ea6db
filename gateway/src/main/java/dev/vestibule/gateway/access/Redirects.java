package dev.vestibule.gateway.access;

import java.util.List;

/**
 * What an upstream calls its own addresses, and what they are for clients.
 *
 * @param own origins of the upstream
 * @param origin public origin of the app
 * @param prefix public path that the upstream does not know; empty for none
 */
public record Redirects(List<String> own, String origin, String prefix) {

    /** The value of Location for clients: the same, unless it leads to the upstream itself. */
    public String rewritten(String location) {
        for (String each : own) {
            if (begins(location, each)) {
                return origin + below(location.substring(each.length()));
            }
        }
        if (prefix.isEmpty()) {
            return location;
        }
        if (begins(location, origin)) {
            return origin + below(location.substring(origin.length()));
        }
        return location.startsWith("/") && !location.startsWith("//") ? below(location) : location;
    }

    /** An upstream that knows the prefix may have written it. */
    private String below(String path) {
        boolean there = path.startsWith(prefix) && ends(path, prefix.length());
        return there ? path : prefix + path;
    }

    private static boolean begins(String location, String origin) {
        return location.regionMatches(true, 0, origin, 0, origin.length())
                && ends(location, origin.length());
    }

    private static boolean ends(String text, int at) {
        return text.length() == at || "/?#".indexOf(text.charAt(at)) >= 0;
    }
}
