// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * The signature of a webhook: {@code t=<seconds>,v1=<hex>}, HMAC-SHA256 (RFC 2104) over the time, a full stop and the
 * body. Several {@code v1} may stand there while the provider changes its key.
 */
final class Signature {

    static final String HEADER = "payment-signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int LONGEST = 1_000;

    private final SecretKeySpec key;

    Signature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    String sign(byte[] body, Instant now) {
        long time = now.getEpochSecond();
        return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac(time, body));
    }

    /** Why the body isn't believed, absent when it is. */
    Optional<PaymentProvider.Refusal> refuse(@Nullable String header, byte[] body, Instant now) {
        if (header == null || header.length() > LONGEST) {
            return Optional.of(PaymentProvider.Refusal.UNSIGNED);
        }
        List<String> times = parts(header, "t=");
        List<String> signatures = parts(header, "v1=");
        if (times.size() != 1 || !times.getFirst().matches("\\d{1,12}") || signatures.isEmpty()) {
            return Optional.of(PaymentProvider.Refusal.UNSIGNED);
        }
        long time = Long.parseLong(times.getFirst());
        byte[] expected = HexFormat.of().formatHex(mac(time, body)).getBytes(StandardCharsets.US_ASCII);
        boolean genuine = false;
        for (String signature : signatures) {
            genuine |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII));
        }
        if (!genuine) {
            return Optional.of(PaymentProvider.Refusal.WRONG_SIGNATURE);
        }
        Duration age = Duration.between(Instant.ofEpochSecond(time), now).abs();
        return age.compareTo(TOLERANCE) > 0 ? Optional.of(PaymentProvider.Refusal.TOO_OLD) : Optional.empty();
    }

    /** A code over the text for other purposes; the purpose keeps it apart from the signatures of webhooks. */
    byte[] code(String purpose, String text) {
        Mac mac = mac();
        mac.update((purpose + "\n").getBytes(StandardCharsets.UTF_8));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(long time, byte[] body) {
        Mac mac = mac();
        mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
        return mac.doFinal(body);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new NoHmac(e);
        }
    }

    private static List<String> parts(String header, String name) {
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .filter(part -> part.startsWith(name))
                .map(part -> part.substring(name.length()))
                .toList();
    }

    /** Every Java platform has HMAC-SHA256; this one hasn't. */
    static final class NoHmac extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoHmac(Throwable cause) {
            super("This Java lacks HMAC-SHA256", cause);
        }
    }
}
