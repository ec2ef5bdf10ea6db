package dev.vestibule.flow.theme;

import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.PathType;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys of {@code theme}. */
public final class ThemeSection {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern ADDRESS =
            Pattern.compile("(https://[^/?#\\s\"'<>\\\\@]+|(?=/)(?!//))[^\\s\"'<>\\\\]*");
    private static final int LONGEST_NAME = 60;
    private static final int MOST_LINKS = 8;

    private static final ScalarType<String> NAME =
            new ScalarType<>(
                    "text of at most 60 characters", "?", text -> atMost(text, LONGEST_NAME));
    private static final ScalarType<Accent> COLOURED =
            new ScalarType<>(
                    "a colour as #rrggbb that can be read on white",
                    Accent.STANDARD,
                    ThemeSection::accent);
    private static final ScalarType<String> LINK =
            new ScalarType<>("an address with https, or a path", "/", ThemeSection::link);

    private static final EntryMap<String> LINKS =
            new EntryMap<>("names, each with an address", "names, each with an address", LINK);

    private ThemeSection() {}

    @KeyTable(
            """
            How the gateway's own pages look, see [theming.md](theming.md). A change is live at once,
            in the files that it names too.
            | name | Vestibule | the name in the head of every page.
            | logo | a small arch | the picture beside the name.
            | accent | `#2f5bb7` | the colour of buttons and links. Dark pages use a lighter one of the
              same hue.
            | links | none | the links at the foot of every page. `Help`, `Imprint`, `Privacy` and
              `Terms` are translated.
            | css | none | a style sheet of your own, used after the standard one.
            | texts | the standard texts | your own texts for each language, see [texts.md](texts.md).
            """)
    private record Written(
            @Nullable String name,
            @Nullable Picture logo,
            Accent accent,
            Map<String, String> links,
            CssType.@Nullable Css css,
            TextsType.@Nullable Folder texts) {}

    /** The section. */
    public static Section<Theme> section() {
        return Section.of(
                        Written.class,
                        Map.of(
                                "name",
                                NAME,
                                "logo",
                                new PictureType(),
                                "accent",
                                COLOURED,
                                "links",
                                LINKS,
                                "css",
                                new CssType(),
                                "texts",
                                new TextsType()))
                .to(ThemeSection::theme);
    }

    private static Theme theme(Written theme, Fields fields) {
        int links = theme.links().size();
        if (links > MOST_LINKS) {
            fields.error("links", links + " links", "at most 8", "Remove some.");
        }
        TextsType.Folder texts = theme.texts();
        List<Path> files = new ArrayList<>(texts == null ? List.of() : texts.files());
        CssType.Css css = theme.css();
        if (css != null) {
            files.add(css.file());
        }
        fields.find("logo", new PathType()).ifPresent(files::add);
        return new Theme(
                theme.name(),
                theme.logo(),
                theme.accent(),
                theme.links(),
                css == null ? "" : css.text(),
                texts == null ? Map.of() : texts.texts(),
                files);
    }

    private static String atMost(String text, int longest) throws InvalidValue {
        String stripped = text.strip();
        InvalidValue.unless(!stripped.isEmpty(), "which is blank", "Write a text.");
        InvalidValue.unless(
                stripped.length() <= longest, "which is longer", "Write a shorter text.");
        return stripped;
    }

    private static Accent accent(String text) throws InvalidValue {
        InvalidValue.unless(
                COLOUR.matcher(text).matches(), "which is no such colour", "Write \"#2f5bb7\".");
        Accent accent = new Accent(text.toLowerCase(Locale.ROOT));
        InvalidValue.unless(
                accent.contrast() >= Accent.LEAST,
                String.format(
                        Locale.ROOT,
                        "whose contrast with the page is %.1f and not %.1f",
                        accent.contrast(),
                        Accent.LEAST),
                "Write a darker colour; the nearest is \"" + accent.readable() + "\".");
        return accent;
    }

    private static String link(String text) throws InvalidValue {
        InvalidValue.unless(
                text.length() <= 500 && ADDRESS.matcher(text).matches(),
                "which is neither",
                "Write https://help.example.org or /help, for example.");
        return text;
    }
}
