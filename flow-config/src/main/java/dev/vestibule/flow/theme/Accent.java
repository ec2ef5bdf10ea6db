package dev.vestibule.flow.theme;

/**
 * The colour of buttons, links and focus, which text can be read on and which can be read itself:
 * every pair has a contrast of 4.5 or more (WCAG 2.2, success criterion 1.4.3).
 *
 * @param light the colour on light pages, as {@code #rrggbb}
 */
public record Accent(String light) {
    /** The least contrast of text. */
    public static final double LEAST = 4.5;

    /** The product's own. */
    public static final Accent STANDARD = new Accent("#2f5bb7");

    /** The lightest surface that the colour is on, and the dark page's lightest. */
    private static final int PAPER = 0xf4f5f7;

    private static final int NIGHT = 0x1e232c;
    private static final int WHITE = 0xffffff;
    private static final int INK = 0x10141c;
    private static final int STEPS = 100;

    /** The colour of text on it, on light pages. */
    public String onLight() {
        return over(rgb(light));
    }

    /** The same colour on dark pages, as much lighter as it must be. */
    public String dark() {
        return hex(reached(rgb(light), WHITE, NIGHT));
    }

    /** The colour of text on that. */
    public String onDark() {
        return over(rgb(dark()));
    }

    /** How well it is read on a light page, from 1 to 21. */
    public double contrast() {
        return contrast(rgb(light), PAPER);
    }

    /** The nearest darker colour that can be read on a light page. */
    public String readable() {
        return hex(reached(rgb(light), 0, PAPER));
    }

    private static String over(int background) {
        return hex(contrast(WHITE, background) >= LEAST ? WHITE : INK);
    }

    /** Mixes the colour with another until it can be read on the background. */
    private static int reached(int colour, int other, int background) {
        int mixed = colour;
        for (int step = 0; step < STEPS && contrast(mixed, background) < LEAST; step++) {
            mixed = mixed(colour, other, (step + 1) / (double) STEPS);
        }
        return mixed;
    }

    private static int mixed(int one, int other, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double channel = (one >> shift & 0xff) * (1 - share) + (other >> shift & 0xff) * share;
            mixed |= (int) Math.round(channel) << shift;
        }
        return mixed;
    }

    private static double contrast(int one, int other) {
        double first = luminance(one) + 0.05;
        double second = luminance(other) + 0.05;
        return Math.max(first, second) / Math.min(first, second);
    }

    /** WCAG 2.2, relative luminance. */
    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff)
                + 0.7152 * linear(rgb >> 8 & 0xff)
                + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static int rgb(String colour) {
        return Integer.parseInt(colour.substring(1), 16);
    }

    private static String hex(int rgb) {
        return String.format(java.util.Locale.ROOT, "#%06x", rgb);
    }
}
