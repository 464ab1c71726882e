// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a citizen's program and the payment provider send for one application, over one connection. */
final class Programs implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern PAGE = Pattern.compile("\"pay\":\"/demonstration/card/([^.\"]+)\\.");
    private static final Pattern SHOWN =
            Pattern.compile("\"reference\":\"([^\"]+)\",\"amount\":(\\d+),\"currency\":\"([A-Z]{3})\"");

    private static final int UNAVAILABLE = 503;
    private static final long PAUSE_NANOS = 250_000_000L;

    private final int port;
    private final Mac mac;
    private Client client;
    private int refused;

    Programs(Server server) throws IOException, GeneralSecurityException {
        this(server.port(), server.data());
    }

    /** For a program that listens on this port and keeps its data in this folder. */
    Programs(int port, Path data) throws IOException, GeneralSecurityException {
        this.port = port;
        this.client = new Client("localhost", port);
        Path secret = data.resolve("secrets/payment-webhook");
        this.mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Files.readString(secret).strip().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
    }

    /** An application that was sent and received. */
    record Received(UUID id, String reference, long amount, String currency) {}

    /** A whole application: sent, received, and told to be paid. */
    UUID apply(Applicants.Applicant applicant) throws IOException {
        Received received = submit(applicant, UUID.randomUUID().toString());
        String told = pay(received, UUID.randomUUID().toString());
        if (!told.contains("applied")) {
            throw new BenchFailed("a payment was answered with " + told);
        }
        return received.id();
    }

    /** The same of another application than one for a permit. */
    UUID apply(Applicants.Applicant applicant, String application) throws IOException {
        Received received = submit(applicant, UUID.randomUUID().toString(), application);
        pay(received, UUID.randomUUID().toString());
        return received.id();
    }

    /** Sends an application; the key makes a repetition the same one. */
    Received submit(Applicants.Applicant applicant, String key) throws IOException {
        return submit(applicant, key, """
                {"service":"residents-parking-permit","procedure":"apply","answers":{"product":"resident",\
                "registration":"%s","months":"12","start":"%s"}}""".formatted(
                        applicant.registration(), LocalDate.now(ZoneOffset.UTC).plusDays(1)));
    }

    private Received submit(Applicants.Applicant applicant, String key, String body) throws IOException {
        Client.Answer answer = post(
                "/api/cases",
                Map.of(
                        "Authorization",
                        "Bearer " + applicant.token(),
                        "Idempotency-Key",
                        key,
                        "Content-Type",
                        "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
        Matcher id = ID.matcher(answer.text());
        Matcher page = PAGE.matcher(answer.text());
        if (answer.status() != 201 || !id.find() || !page.find()) {
            throw new BenchFailed("an application was answered with " + answer.status() + " " + answer.text());
        }
        String shown = new String(Base64.getUrlDecoder().decode(page.group(1)), StandardCharsets.UTF_8);
        Matcher payment = SHOWN.matcher(shown);
        if (!payment.find()) {
            throw new BenchFailed("the card page shows no payment: " + shown);
        }
        return new Received(
                UUID.fromString(id.group(1)), payment.group(1), Long.parseLong(payment.group(2)), payment.group(3));
    }

    /** Tells that it was paid, by an event of this id; returns what the program made of it. */
    String pay(Received received, String event) throws IOException {
        Instant now = Instant.now();
        byte[] body = """
                {"id":"evt_%s","kind":"SUCCEEDED","reference":"%s","amount":%d,"currency":"%s","refund":null,\
                "reason":"","occurred":%d}""".formatted(
                        event, received.reference(), received.amount(), received.currency(), now.toEpochMilli())
                .getBytes(StandardCharsets.UTF_8);
        mac.update((now.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
        Client.Answer answer = post(
                "/api/payments/sample/webhook",
                Map.of(
                        "Payment-Signature",
                        "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body)),
                        "Content-Type",
                        "application/json"),
                body);
        if (answer.status() != 200) {
            throw new BenchFailed("a webhook was answered with " + answer.status() + " " + answer.text());
        }
        return answer.text();
    }

    private Client.Answer post(String path, Map<String, String> headers, byte[] body) throws IOException {
        return answered(() -> client.post(path, headers, body));
    }

    /** Sends it, and again after a moment as long as the server says that it has too much to do. */
    private Client.Answer answered(Sending sending) throws IOException {
        Client.Answer answer = sending.send();
        while (answer.status() == UNAVAILABLE) {
            refused++;
            LockSupport.parkNanos(PAUSE_NANOS);
            // The server closes the connection after such an answer.
            client.close();
            client = new Client("localhost", port);
            answer = sending.send();
        }
        return answer;
    }

    private interface Sending {
        Client.Answer send() throws IOException;
    }

    /** How often the server had too much to do. */
    int refused() {
        return refused;
    }

    /** Where the case stands, as its applicant reads it. */
    String read(Applicants.Applicant applicant, UUID id) throws IOException {
        return answered(() -> client.get("/api/cases/" + id, Map.of("Authorization", "Bearer " + applicant.token())))
                .text();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
