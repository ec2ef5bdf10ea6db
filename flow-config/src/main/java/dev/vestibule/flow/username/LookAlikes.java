package dev.vestibule.flow.username;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reduces a name to what it looks like in Latin letters, so that two names that cannot be told
 * apart become one. Serves the comparison with reserved names only; no name is changed by it.
 *
 * <p>The table has what Unicode Technical Standard 39 (section 4) lists for small Latin letters in
 * the scripts that {@link UsernameRule} lets into names. The whole data of the standard comes with
 * ICU only, whose library is half as large as the rest of the gateway.
 */
final class LookAlikes {
    /** A Latin letter, then what looks like it. */
    private static final String[] TABLE = {
        "a\u0251\u1d00\u0430\u03b1\u2c65\ua7c2",
        "b\u0180\u0253\u0299\u0432\u03b2\u044c",
        "c\u0188\u0255\u1d04\u023c\u0441\u03f2\u03c2\u0254",
        "d\u0111\u0256\u0257\u1d05\u0501\u03b4",
        "e\u0247\u025b\u0259\u1d07\u0435\u04bd\u03b5\u0454",
        "f\u0192\ua730\u0584\u03dd",
        "g\u0261\u01e5\u0260\u0262\u0581",
        "h\u0127\u029c\u04bb\u0570\u043d",
        "i1l|!\u0131\u0269\u026a\u0456\u04cf\u03b9\u0142\u019a\u026b\u029f\u056c\u05d5\u05df",
        "j\u0237\u1d0a\u0458\u03f3\u0575",
        "k\u0199\u1d0b\u043a\u03ba",
        "m\u0271\u1d0d\u043c",
        "n\u014b\u0272\u019e\u0274\u043f\u0578\u0580\u03b7",
        "o0\u00f8\u0275\u1d0f\u043e\u03bf\u03c3\u0585\u05e1\u0647\u0665\u06f5\u0966",
        "p\u01a5\u1d18\u0440\u03c1",
        "q\u024b\u02a0\u051b\u0563\u0566",
        "r\u027e\u027c\u0280\u0433",
        "s5\u0282\u01bd\ua731\u0455",
        "t\u0167\u01ad\u0288\u1d1b\u0442\u03c4",
        "u\u0289\u028b\u1d1c\u0438\u03c5\u057d",
        "v\u1d20\u0475\u03bd\u05d8",
        "w\u026f\u1d21\u051d\u03c9\u0561\u0448",
        "x\u0445\u03c7",
        "y\u0263\u01b4\u028f\u0443\u04af\u03b3",
        "z\u01b6\u0290\u1d22",
    };

    private static final Map<Integer, String> LETTERS = letters();
    private static final String COLONS =
            ":\u02d0\u02f8\u0589\u05c3\u0703\u0704\u16ec\u2236\ua4fd\ua789\ufe30";

    private LookAlikes() {}

    /** What the name looks like; equal for names that cannot be told apart. */
    static String skeleton(String name) {
        String plain = Normalizer.normalize(name.strip(), Normalizer.Form.NFKD);
        StringBuilder seen = new StringBuilder();
        plain.toLowerCase(Locale.ROOT).codePoints().forEach(each -> add(each, seen));
        return seen.toString().replace("rn", "m").replace("vv", "w").replace("ci", "d");
    }

    /** Whether the name has a colon, or what looks like one. */
    static boolean hasColon(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .chars()
                .anyMatch(each -> COLONS.indexOf(each) >= 0);
    }

    private static void add(int character, StringBuilder seen) {
        switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {}
            default -> {
                int digit = Character.digit(character, 10);
                int plain = digit < 0 || character < 128 ? character : '0' + digit;
                seen.append(LETTERS.getOrDefault(plain, Character.toString(plain)));
            }
        }
    }

    private static Map<Integer, String> letters() {
        Map<Integer, String> letters = new HashMap<>();
        for (String row : TABLE) {
            String letter = row.substring(0, 1);
            row.codePoints().skip(1).forEach(each -> letters.putIfAbsent(each, letter));
        }
        return Map.copyOf(letters);
    }
}
