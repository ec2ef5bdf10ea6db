package dev.vestibule.provisioning.vocabulary;

/** How many of something there are, in words: "1 test", "2 tests". */
public final class Counted {
    private Counted() {}

    /**
     * The number with its noun.
     *
     * @param one the noun for one, whose plural ends with an s
     */
    public static String of(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
