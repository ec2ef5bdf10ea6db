package dev.vestibule.flow.username;

import java.util.List;

/**
 * Characters without a shape: {@code Default_Ignorable_Code_Point} of the Unicode Character
 * Database (DerivedCoreProperties, Unicode 16), other format characters, and two that have a blank
 * glyph. The JDK has no test for the property.
 */
final class Invisible {
    private record Range(int first, int last) {}

    private static final List<Range> RANGES =
            List.of(
                    new Range(0x00AD, 0x00AD),
                    new Range(0x034F, 0x034F),
                    new Range(0x061C, 0x061C),
                    new Range(0x115F, 0x1160),
                    new Range(0x17B4, 0x17B5),
                    new Range(0x180B, 0x180F),
                    new Range(0x200B, 0x200F),
                    new Range(0x2028, 0x202E),
                    new Range(0x2060, 0x206F),
                    new Range(0x2800, 0x2800),
                    new Range(0x3164, 0x3164),
                    new Range(0xFE00, 0xFE0F),
                    new Range(0xFEFF, 0xFEFF),
                    new Range(0xFFA0, 0xFFA0),
                    new Range(0xFFF0, 0xFFF8),
                    new Range(0x1BCA0, 0x1BCA3),
                    new Range(0x1D159, 0x1D159),
                    new Range(0x1D173, 0x1D17A),
                    new Range(0xE0000, 0xE0FFF));

    private Invisible() {}

    static boolean is(int character) {
        return Character.getType(character) == Character.FORMAT
                || RANGES.stream()
                        .anyMatch(range -> range.first() <= character && character <= range.last());
    }
}
