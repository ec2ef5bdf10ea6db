package dev.vestibule.gateway.factor;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

import java.util.Map;

/**
 * A QR code (ISO/IEC 18004) as one path of an inline SVG picture: nothing has to be loaded for it.
 *
 * @param size of the picture in modules, with its quiet zone
 * @param path the dark modules
 */
public record QrCode(int size, String path) {
    /** The white margin that the standard asks for. */
    private static final int QUIET = 4;

    /** The picture of the text, which must be short enough for a code. */
    public static QrCode of(String text) {
        try {
            ByteMatrix modules =
                    Encoder.encode(
                                    text,
                                    ErrorCorrectionLevel.M,
                                    Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                            .getMatrix();
            return new QrCode(modules.getWidth() + 2 * QUIET, path(modules));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("too long for a QR code", tooLong);
        }
    }

    private static String path(ByteMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int from = x;
                while (x < modules.getWidth() && modules.get(x, y) == 1) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
                    path.append('h').append(x - from).append("v1h-").append(x - from).append('z');
                }
            }
        }
        return path.toString();
    }

    /** Without what the picture says. */
    @Override
    public String toString() {
        return "QrCode[hidden]";
    }
}
