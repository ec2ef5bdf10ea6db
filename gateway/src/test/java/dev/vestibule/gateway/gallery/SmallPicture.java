package dev.vestibule.gateway.gallery;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

/** Writes pictures of pages with at most 64 colours, which is a third of the bytes. */
final class SmallPicture {
    private static final int COLOURS = 64;

    private SmallPicture() {}

    static void write(byte[] png, Path file) {
        try {
            Files.createDirectories(file.getParent());
            BufferedImage full = ImageIO.read(new ByteArrayInputStream(png));
            ImageIO.write(reduced(full), "png", file.toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static BufferedImage reduced(BufferedImage full) {
        List<Integer> palette = palette(full);
        byte[][] channels = new byte[3][palette.size()];
        for (int index = 0; index < palette.size(); index++) {
            for (int channel = 0; channel < 3; channel++) {
                channels[channel][index] = (byte) (palette.get(index) >> 16 - 8 * channel);
            }
        }
        BufferedImage small =
                new BufferedImage(
                        full.getWidth(),
                        full.getHeight(),
                        BufferedImage.TYPE_BYTE_INDEXED,
                        new IndexColorModel(
                                8, palette.size(), channels[0], channels[1], channels[2]));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < full.getHeight(); y++) {
            for (int x = 0; x < full.getWidth(); x++) {
                int index =
                        nearest.computeIfAbsent(
                                full.getRGB(x, y) & 0xffffff, rgb -> nearest(rgb, palette));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        return small;
    }

    private static List<Integer> palette(BufferedImage full) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < full.getHeight(); y++) {
            for (int x = 0; x < full.getWidth(); x++) {
                counts.merge(full.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(COLOURS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int nearest(int rgb, List<Integer> palette) {
        int best = 0;
        for (int index = 1; index < palette.size(); index++) {
            if (distance(rgb, palette.get(index)) < distance(rgb, palette.get(best))) {
                best = index;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int distance = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int difference = (one >> shift & 0xff) - (other >> shift & 0xff);
            distance += difference * difference;
        }
        return distance;
    }
}
