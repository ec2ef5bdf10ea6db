package dev.vestibule.flow.theme;

import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.InvalidValue;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.PathType;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;

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

    private final Keys keys =
            new Keys(
                    "How the gateway's own pages look, see [theming.md](theming.md). A change is"
                            + " live at once, in the files that it names too.");
    private final Key<String> name =
            keys.optional("name", NAME, "Vestibule").means("the name in the head of every page.");
    private final Key<Picture> logo =
            keys.optional("logo", new PictureType(), "a small arch")
                    .means("the picture beside the name.");
    private final Key<Accent> accent =
            keys.preset("accent", COLOURED, Accent.STANDARD.light())
                    .means(
                            "the colour of buttons and links. Dark pages use a lighter one of the"
                                    + " same hue.");
    private final Key<Map<String, String>> links =
            keys.optional(
                            "links",
                            new EntryMap<>(
                                    "names, each with an address",
                                    "names, each with an address",
                                    LINK,
                                    "NAME",
                                    (entries, values, context) -> {}),
                            "none")
                    .means(
                            "the links at the foot of every page. `Help`, `Imprint`, `Privacy` and"
                                    + " `Terms` are translated.");
    private final Key<CssType.Css> css =
            keys.optional("css", new CssType(), "none")
                    .means("a style sheet of your own, used after the standard one.");
    private final Key<TextsType.Folder> texts =
            keys.optional("texts", new TextsType(), "the standard texts")
                    .means("your own texts for each language, see [texts.md](texts.md).");
    private final PathType path = new PathType();

    /** The section. */
    public Section<Theme> section() {
        return keys.reads(this::read);
    }

    private Theme read(Fields fields) {
        Map<String, String> footer = fields.get(links);
        if (footer.size() > MOST_LINKS) {
            fields.error(links, footer.size() + " links", "at most 8", "Remove some.");
        }
        CssType.Css own = fields.get(css);
        TextsType.Folder folder = fields.get(texts);
        List<Path> files = new ArrayList<>(folder.files());
        fields.find(css).ifPresent(read -> files.add(read.file()));
        fields.find(new Key<>("logo", path, logo.need(), "", "")).ifPresent(files::add);
        return new Theme(
                fields.find(name).orElse(null),
                fields.find(logo).orElse(null),
                fields.get(accent),
                footer,
                own.text(),
                folder.texts(),
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
