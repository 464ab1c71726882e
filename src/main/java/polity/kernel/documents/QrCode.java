// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.Map;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** QR codes (ISO/IEC 18004) as SVG: one path, sharp at any size. */
public final class QrCode {
    /** The quiet zone that the standard asks for, in modules. */
    private static final int QUIET = 4;

    private QrCode() {}

    /**
     * An {@code svg} element with the text as a QR code (UTF-8, error correction level M), quiet zone included. The caller
     * sets its size by CSS and wraps it with what it means in words.
     *
     * @param alt the alternative text that a screen reader says
     * @throws RefusedMarkup when the text is too long for a QR code (about 2,300 bytes)
     */
    public static String svg(String text, String alt) {
        var matrix = encode(text);
        int size = matrix.getWidth() + 2 * QUIET;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" role=\"img\" alt=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"><path fill=\"#000\" d=\"%s\"/></svg>"
                .formatted(escape(alt), size, size, size * 4, size * 4, path(matrix));
    }

    /** The black modules as an SVG path of horizontal runs, from the quiet zone on. */
    static String path(String text) {
        return path(encode(text));
    }

    private static ByteMatrix encode(String text) {
        try {
            var hints = Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");
            return Encoder.encode(text, ErrorCorrectionLevel.M, hints).getMatrix();
        } catch (WriterException e) {
            throw new RefusedMarkup("The text is too long for a QR code (" + text.length() + " characters).");
        }
    }

    private static String path(ByteMatrix matrix) {
        var path = new StringBuilder();
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); ) {
                int run = 0;
                while (x + run < matrix.getWidth() && matrix.get(x + run, y) == 1) {
                    run++;
                }
                if (run > 0) {
                    path.append('M').append(x + QUIET).append(' ').append(y + QUIET);
                    path.append('h').append(run).append("v1h-").append(run).append('z');
                }
                x += Math.max(run, 1);
            }
        }
        return path.toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
