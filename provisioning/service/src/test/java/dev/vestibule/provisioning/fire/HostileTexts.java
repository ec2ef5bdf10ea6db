package dev.vestibule.provisioning.fire;

import java.util.List;
import java.util.SplittableRandom;

/** Texts that break what glues strings together. The same seed gives the same texts. */
final class HostileTexts {
    private static final String SPECIAL =
            ",+\"\\<>;=*()#&|!/~ \u0000\n\r\t\u00a0\u200d\u202e\ufffe'%{}$";
    private static final List<String> FIXED =
            List.of(
                    "*)(uid=*",
                    "*)(|(objectClass=*",
                    "x,ou=admins,dc=example,dc=org",
                    "#04024869",
                    " leading",
                    "trailing ",
                    "\\",
                    "\\2c",
                    "a\\,b",
                    "\"quoted\"",
                    "cn=a+uid=root",
                    "nul\u0000inside",
                    "\u0000",
                    "half a pair \ud83d",
                    "\ud83d\ude00",
                    "ﬁ İ ß ǅ",
                    "e\u0301 é",
                    "changetype: delete",
                    "\n\ndn: uid=admin,ou=people,dc=example,dc=org",
                    "${env:PATH}",
                    "<ldap:///??sub?(uid=*)>");
    private static final int LARGE = 64 * 1024;

    private final SplittableRandom random;

    HostileTexts(long seed) {
        random = new SplittableRandom(seed);
    }

    /** One of {@code count} texts; every number gives another text. */
    String text(int number) {
        if (number < FIXED.size()) {
            return FIXED.get(number);
        }
        if (number % 500 == 0) {
            return "é".repeat(LARGE / 2 + random.nextInt(3) - 1);
        }
        String core = random(random.nextInt(1, 14));
        return switch (number % 4) {
            case 0 -> "#" + core + number;
            case 1 -> " " + core + number + " ";
            case 2 -> core + number;
            default -> number + core;
        };
    }

    private String random(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> text.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
                case 2 -> text.append((char) random.nextInt('a', 'z' + 1));
                case 3 -> text.appendCodePoint(random.nextInt(0xd800));
                default -> text.appendCodePoint(random.nextInt(0x110000));
            }
        }
        return text.toString();
    }
}
