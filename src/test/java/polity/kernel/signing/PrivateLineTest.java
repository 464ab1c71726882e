// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.web.bind.annotation.RequestMethod;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.Handlers;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What another authority, or somebody who would like to be one, gets from the private line of the running program. */
class PrivateLineTest {

    private static final String CHECKPOINT = "/log/checkpoint";
    private static final Duration DAY = Duration.ofDays(1);

    private final Path keys = RunningPolity.part(NodeSettings.class).exchangeKeys();
    private final Instant now = Instant.now();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void a_listed_partner_reads_the_log(String protocol) throws Exception {
        var answer = ask(neighbour(), protocol, CHECKPOINT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines().findFirst()).hasValue("localhost:8080/log");
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
        assertThat(answer.headers().map())
                .as("nothing that a browser would keep, for this host's other ports too")
                .doesNotContainKeys("set-cookie", "strict-transport-security");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void without_a_certificate_no_connection_comes_about(String protocol) {
        assertRefused(null, protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void a_certificate_that_a_stranger_issued_is_refused(String protocol) throws Exception {
        assertRefused(caller(authority("Stranger"), now, DAY), protocol);
    }

    @Test
    void a_stranger_who_calls_himself_like_the_partner_is_refused() throws Exception {
        var partner = Certificates.read(Files.readAllBytes(keys.resolve(LineKeys.PARTNERS)))
                .getFirst();
        assertThat(partner.getSubjectX500Principal().getName()).contains("CN=Authority,", "O=Neighbouring town");
        var alike = Certificates.authority(
                Certificates.name("Authority", "Neighbouring town", DemonstrationKeys.NO_EFFECT), now, DAY);
        assertRefused(caller(alike, now, DAY), "TLSv1.3");
    }

    @Test
    void a_certificate_that_has_expired_or_has_not_begun_is_refused() throws Exception {
        var partner = authority("Partner");
        withPartner(partner, () -> {
            assertThat(ask(caller(partner, now, DAY), "TLSv1.3", CHECKPOINT).statusCode())
                    .isEqualTo(200);
            assertRefused(caller(partner, now.minus(Duration.ofDays(2)), DAY), "TLSv1.3");
            assertRefused(caller(partner, now.minus(Duration.ofDays(2)), DAY), "TLSv1.2");
            assertRefused(caller(partner, now.plus(DAY), DAY), "TLSv1.3");
        });
    }

    @Test
    void a_certificate_for_another_purpose_is_refused() throws Exception {
        var partner = authority("Partner");
        withPartner(partner, () -> {
            var name = Certificates.name("Stamps", "Partner", "Test");
            assertRefused(Certificates.timeStamps(name, partner, now, DAY), "TLSv1.3");
            assertRefused(Certificates.line(name, partner, now, DAY, true), "TLSv1.3");
        });
    }

    @Test
    void our_own_seal_opens_no_line() throws Exception {
        var folder = RunningPolity.part(NodeSettings.class).data().resolve("keys/demonstration");
        var password = Files.readString(folder.resolve("password")).strip().toCharArray();
        var own = Pair.fromPkcs12(Files.readAllBytes(folder.resolve("authority.p12")), password);
        assertRefused(caller(own, now, DAY), "TLSv1.3");
    }

    @Test
    void who_is_taken_off_the_list_gets_no_further_connection() throws Exception {
        var partner = authority("Partner");
        var caller = caller(partner, now, DAY);
        assertRefused(caller, "TLSv1.3");
        withPartner(
                partner,
                () -> assertThat(ask(caller, "TLSv1.3", CHECKPOINT).statusCode())
                        .isEqualTo(200));
        assertRefused(caller, "TLSv1.3");
    }

    @Test
    void who_is_taken_off_the_list_gets_no_answer_on_an_open_connection_either() throws Exception {
        var partner = authority("Partner");
        try (var client = client(caller(partner, now, DAY), "TLSv1.3")) {
            var request = HttpRequest.newBuilder(address(CHECKPOINT)).build();
            withPartner(partner, () -> {
                for (int time = 0; time < 3; time++) {
                    assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                            .isEqualTo(200);
                }
            });
            // The client sends on the connection that it has; were it gone, a new one would not come about.
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEmpty();
            assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_revoked_certificate_is_refused_where_lists_are_kept() throws Exception {
        var partner = authority("Partner");
        var good = caller(partner, now, DAY);
        var revoked = caller(partner, now, DAY);
        var serial = revoked.certificate().getSerialNumber();
        var list = Certificates.revocations(partner, Map.<BigInteger, Instant>of(serial, now), now, now.plus(DAY));
        withPartner(partner, () -> {
            assertThat(ask(revoked, "TLSv1.3", CHECKPOINT).statusCode()).isEqualTo(200);
            KeyFiles.replace(keys.resolve(LineKeys.REVOCATIONS), list);
            try {
                assertThat(ask(good, "TLSv1.3", CHECKPOINT).statusCode()).isEqualTo(200);
                assertRefused(revoked, "TLSv1.3");
            } finally {
                Files.delete(keys.resolve(LineKeys.REVOCATIONS));
            }
        });
    }

    @Test
    void while_the_list_of_partners_cannot_be_read_nobody_is_let_in() throws Exception {
        var list = Files.readAllBytes(keys.resolve(LineKeys.PARTNERS));
        try {
            KeyFiles.replace(keys.resolve(LineKeys.PARTNERS), "rubbish".getBytes(StandardCharsets.US_ASCII));
            assertRefused(neighbour(), "TLSv1.3");
        } finally {
            KeyFiles.replace(keys.resolve(LineKeys.PARTNERS), list);
        }
        assertThat(ask(neighbour(), "TLSv1.3", CHECKPOINT).statusCode()).isEqualTo(200);
    }

    @Test
    void nothing_but_the_log_is_there() throws Exception {
        var foreign = new ArrayList<String>();
        for (var handler : RunningPolity.part(Handlers.class).all()) {
            if (handler.zones().contains(Zone.EXCHANGE)) {
                assertThat(handler.addresses()).allMatch(each -> each.startsWith("/log/") || each.equals("/error"));
            } else {
                handler.addresses().stream()
                        .map(address -> address.replaceAll("\\{[^}]*}", "1"))
                        .forEach(foreign::add);
            }
        }
        foreign.addAll(List.of("/actuator", "/actuator/health/readiness", "/error", "/assets/polity.css", "/nothing"));
        assertThat(foreign).contains("/", "/desk", "/sign-in", "/desk/sign-in", "/api/openapi.yaml", "/log");
        try (var client = client(neighbour(), "TLSv1.3")) {
            for (var path : foreign) {
                for (var method : List.of(RequestMethod.GET, RequestMethod.POST)) {
                    var request = HttpRequest.newBuilder(address(path))
                            .method(method.name(), HttpRequest.BodyPublishers.noBody())
                            .header("Authorization", "Bearer " + "A".repeat(43))
                            .build();
                    assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                            .as(method + " " + path)
                            .isEqualTo(404);
                }
            }
        }
    }

    @Test
    void a_session_of_the_public_zone_is_worth_nothing_here() throws Exception {
        var clara = Browsing.signedIn(Zone.PUBLIC, "clara@demo.example");
        assertThat(clara.get("/account").statusCode()).isEqualTo(200);
        var cookies = new ArrayList<String>();
        for (var value : clara.cookies().values()) {
            for (var zone : Zone.values()) {
                var name = "polity-" + zone.name().toLowerCase(Locale.ROOT) + "=";
                cookies.add(name + value);
                cookies.add("__Host-" + name + value);
            }
        }
        try (var client = client(neighbour(), "TLSv1.3")) {
            for (var path : List.of("/account", "/account?lang=zh-Hans", "/api/cases", "/error")) {
                var answer = client.send(
                        HttpRequest.newBuilder(address(path))
                                .header("Cookie", String.join("; ", cookies))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).doesNotContain("Clara");
                assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
            }
        }
    }

    @Test
    void the_demonstrations_keys_are_made_once(@TempDir Path data) throws Exception {
        var folder = data.resolve("line");
        DemonstrationLine.in(folder, "Lindenau", now);
        var made = contents(folder);
        DemonstrationLine.in(folder, "Lindenau", now.plus(DAY));
        assertThat(contents(folder)).isEqualTo(made);
        new LineKeys(folder).check();
    }

    @Test
    void what_is_wrong_with_the_keys_is_said_in_one_sentence(@TempDir Path data) throws Exception {
        var folder = data.resolve("line");
        DemonstrationLine.in(folder, "Lindenau", now);
        Files.setPosixFilePermissions(folder.resolve(LineKeys.KEY), PosixFilePermissions.fromString("rw-r-----"));
        assertWrong(folder, "chmod 600 ");
        Files.setPosixFilePermissions(folder.resolve(LineKeys.KEY), PosixFilePermissions.fromString("rw-------"));
        new LineKeys(folder).check();

        KeyFiles.replace(
                folder.resolve(LineKeys.KEY),
                DemonstrationLine.pem(authority("Other").key()));
        assertWrong(folder, "do not belong together");
        KeyFiles.replace(folder.resolve(LineKeys.KEY), "rubbish".getBytes(StandardCharsets.US_ASCII));
        assertWrong(folder, "key.pem holds no private key");
        Files.delete(folder.resolve(LineKeys.KEY));
        assertWrong(folder, "key.pem is missing");
        KeyFiles.replace(folder.resolve(LineKeys.CERTIFICATE), new byte[0]);
        assertWrong(folder, "certificate.pem holds no certificate");
    }

    private static void assertWrong(Path folder, String reason) {
        assertThatThrownBy(() -> new LineKeys(folder).check())
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(folder.toString());
    }

    private static Map<Path, String> contents(Path folder) throws IOException {
        var contents = new TreeMap<Path, String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                contents.put(file, Files.readString(file));
            }
        }
        assertThat(contents).hasSize(5);
        return contents;
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Another authority is on the list of the running program while this is done. */
    private void withPartner(Pair partner, Work work) throws Exception {
        var file = keys.resolve(LineKeys.PARTNERS);
        var list = Files.readAllBytes(file);
        var longer = new ArrayList<>(Certificates.read(list));
        longer.add(partner.certificate());
        KeyFiles.replace(file, Certificates.toPem(longer));
        try {
            work.run();
        } finally {
            KeyFiles.replace(file, list);
        }
    }

    private Pair authority(String organisation) throws GeneralSecurityException {
        return Certificates.authority(
                Certificates.name("Authority", organisation, "Test"),
                now.minus(Duration.ofDays(3)),
                DAY.multipliedBy(9));
    }

    private static Pair caller(Pair authority, Instant from, Duration life) throws GeneralSecurityException {
        return Certificates.line(Certificates.name("Caller", "Partner", "Test"), authority, from, life, false);
    }

    /** What the demonstration lays ready for those who want to try. */
    private Pair neighbour() throws IOException {
        var pem = PemContent.load(keys.resolve(DemonstrationLine.NEIGHBOUR));
        return new Pair(Objects.requireNonNull(pem.getPrivateKey()), pem.getCertificates());
    }

    private void assertRefused(@Nullable Pair caller, String protocol) {
        assertThatThrownBy(() -> ask(caller, protocol, CHECKPOINT))
                .as("TLS refuses, before anything is asked")
                .isInstanceOf(IOException.class)
                .satisfies(refusal -> assertThat(causes(refusal))
                        .anyMatch(cause -> cause.contains("fatal alert") || cause.contains("handshake")));
    }

    private static Set<String> causes(@Nullable Throwable refusal) {
        var causes = new LinkedHashSet<String>();
        for (var cause = refusal; cause != null; cause = cause.getCause()) {
            causes.add(String.valueOf(cause.getMessage()));
        }
        return causes;
    }

    private HttpResponse<String> ask(@Nullable Pair caller, String protocol, String path)
            throws IOException, GeneralSecurityException, InterruptedException {
        try (var client = client(caller, protocol)) {
            return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
        }
    }

    private static URI address(String path) {
        var http = RunningPolity.address(Zone.EXCHANGE, path);
        return URI.create(http.toString().replaceFirst("^http:", "https:"));
    }

    private HttpClient client(@Nullable Pair caller, String protocol) throws IOException, GeneralSecurityException {
        var none = new char[0];
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, none);
        var authority = Certificates.read(Files.readAllBytes(keys.resolve(DemonstrationLine.AUTHORITY)));
        trusted.setCertificateEntry("authority", authority.getFirst());
        var trustFactory = TrustManagerFactory.getInstance("PKIX");
        trustFactory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        var shown = caller == null ? new KeyManager[0] : new KeyManager[] {new BoldCaller(caller)};
        context.init(shown, trustFactory.getTrustManagers(), new SecureRandom());
        return HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(new SSLParameters(null, new String[] {protocol}))
                .build();
    }
}
