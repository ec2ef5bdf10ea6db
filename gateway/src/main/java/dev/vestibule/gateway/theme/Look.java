package dev.vestibule.gateway.theme;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.theme.Accent;
import dev.vestibule.flow.theme.Picture;
import dev.vestibule.flow.theme.Theme;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** How pages look in one version of the configuration. Immutable. */
public final class Look {
    private static final String LOGO = "logo";
    private static final String APP = "app_";
    private static final String CONNECTION = "connection_";

    private final Theme theme;
    private final Languages languages;
    private final Asset style;
    private final Asset favicon;
    private final Asset icon;
    private final Map<String, Asset> assets = new HashMap<>();

    private Look(Theme theme) {
        this.theme = theme;
        languages = new Languages(theme.texts());
        style = Asset.of("style", "text/css; charset=utf-8", StyleSheet.of(theme));
        add(style);
        add(LOGO, theme.logo());
        favicon = Asset.of("favicon", "image/svg+xml", coloured(Resource.text("favicon.svg")));
        icon = Asset.of("favicon", "image/x-icon", Resource.bytes("favicon.ico"));
    }

    private String coloured(String svg) {
        return svg.replace(Accent.STANDARD.light(), theme.accent().light());
    }

    /** Of a configuration. */
    public static Look of(FlowConfig config) {
        Look look = new Look(config.theme());
        config.apps().forEach((id, app) -> look.add(APP + id, app.display().icon()));
        config.connections()
                .forEach((id, connection) -> look.add(CONNECTION + id, connection.icon()));
        return look;
    }

    /** Without any configuration. */
    public static Look standard() {
        return new Look(Theme.STANDARD);
    }

    private void add(String name, @Nullable Picture picture) {
        if (picture != null) {
            add(Asset.of(name, picture));
        }
    }

    private void add(Asset asset) {
        assets.put(asset.name(), asset);
    }

    /** The theme that it comes from. */
    public Theme theme() {
        return theme;
    }

    /** The words of the pages. */
    public Languages languages() {
        return languages;
    }

    /** The style sheet. */
    public Asset style() {
        return style;
    }

    /** The favicon, in the theme's colour. */
    public Asset favicon() {
        return favicon;
    }

    /** The favicon that every browser can show. */
    public Asset icon() {
        return icon;
    }

    /** The theme's logo, or null. */
    public @Nullable Asset logo() {
        return assets.get(LOGO);
    }

    /** The icon of the app, or null. */
    public @Nullable Asset app(String id) {
        return assets.get(APP + id);
    }

    /** The icon of the connection or factor, or null. */
    public @Nullable Asset connection(String id) {
        return assets.get(CONNECTION + id);
    }

    /**
     * The asset that a file name means. With the hash of another version it is this version's: a
     * page of one node may load its files from another.
     */
    public @Nullable Asset asset(String file) {
        return assets.get(file.substring(0, Math.max(0, file.lastIndexOf('-'))));
    }
}
