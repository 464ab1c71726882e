// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A seal of one's own: keys from an issuer, a time-stamp authority over HTTP, revocation lists in a folder. */
class OwnKeysTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    private Path folder;

    private final Instant now = Instant.now();
    private final byte[] plain = Pdfs.saying("Granted");
    private HttpServer authority;
    private Pair root;
    private Pair seal;

    @BeforeEach
    void prepare() throws Exception {
        root = Certificates.authority(Certificates.name("National root", "Country", "PKI"), now, YEAR.multipliedBy(10));
        seal = Certificates.seal(Certificates.name("City of Lindenau", "City", "Seals"), root, now, YEAR);
        var unit =
                Certificates.timeStamps(Certificates.name("Time", "Country", "TSA"), root, now, YEAR.multipliedBy(5));
        Files.write(folder.resolve("seal.p12"), seal.toPkcs12("secret".toCharArray()));
        Files.writeString(folder.resolve("password"), "secret\n");
        Files.write(folder.resolve("anchors.pem"), Certificates.toPem(root.chain()));
        Files.createDirectory(folder.resolve("lists"));
        list(Map.of(), now);
        var stamps = new Stamps(unit);
        authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authority.createContext("/tsa", stamps::answer);
        authority.start();
    }

    @AfterEach
    void close() {
        authority.stop(0);
    }

    @Test
    void a_document_is_sealed_with_it() {
        var signing = open(null);
        var sealed = signing.seal(plain, "Permit", "Lindenau");
        assertThat(signing.validate(sealed))
                .isInstanceOfSatisfying(
                        Verdict.Valid.class,
                        valid -> assertThat(valid.sealedBy()).isEqualTo("City of Lindenau"));
        assertThat(folder.resolve("keys/demonstration")).doesNotExist();
    }

    @Test
    void another_seal_of_the_same_issuer_is_not_ours_unless_it_was() throws Exception {
        var former = Certificates.seal(Certificates.name("City of Lindenau", "City", "Seals"), root, now, YEAR);
        Files.write(folder.resolve("former.p12"), former.toPkcs12("secret".toCharArray()));
        var document = open("former.p12", null).seal(plain, "Permit", "Lindenau");
        assertThat(open(null).validate(document)).isEqualTo(new Verdict.NotOurs("City of Lindenau"));
        Files.write(folder.resolve("former.pem"), Certificates.toPem(List.of(former.certificate())));
        assertThat(open(folder.resolve("former.pem")).validate(document)).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void a_new_revocation_list_in_the_folder_is_heeded_at_once() throws Exception {
        var signing = open(null);
        var document = signing.seal(plain, "Permit", "Lindenau");
        list(Map.of(seal.certificate().getSerialNumber(), now.minusSeconds(86_400)), now.plusSeconds(1_200));
        assertThat(signing.validate(document)).isNotInstanceOf(Verdict.Valid.class);
        assertThatThrownBy(() -> signing.seal(plain, "Permit", "Lindenau")).isInstanceOf(SealingFailed.class);
    }

    @Test
    void without_the_time_stamp_authority_nothing_is_sealed() {
        var signing = open(null);
        authority.stop(0);
        assertThatThrownBy(() -> signing.seal(plain, "Permit", "Lindenau")).isInstanceOf(SealingFailed.class);
    }

    @Test
    void a_wrong_password_is_told() throws IOException {
        Files.writeString(folder.resolve("password"), "wrong");
        assertThatThrownBy(() -> open(null))
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining("seal.p12")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void what_is_missing_in_the_settings_is_told() {
        var key = folder.resolve("seal.p12");
        var lacking =
                new SigningSettings("x", false, key, folder.resolve("password"), null, null, null, null, false, 1);
        assertThatThrownBy(() -> Signing.open(folder.resolve("keys"), lacking, java.time.InstantSource.system()))
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining("in the settings");
    }

    private Signing open(@Nullable Path former) {
        return open("seal.p12", former);
    }

    private Signing open(String key, @Nullable Path former) {
        var address = URI.create("http://127.0.0.1:" + authority.getAddress().getPort() + "/tsa");
        var settings = new SigningSettings(
                "City of Lindenau",
                false,
                folder.resolve(key),
                folder.resolve("password"),
                address,
                folder.resolve("anchors.pem"),
                former,
                folder.resolve("lists"),
                false,
                1 << 20);
        return Signing.open(folder.resolve("keys"), settings, java.time.InstantSource.system());
    }

    private void list(Map<BigInteger, Instant> revoked, Instant at) throws Exception {
        var list = Certificates.revocations(root, revoked, at, at.plus(Duration.ofDays(30)));
        Files.write(folder.resolve("lists/" + at.toEpochMilli() + ".crl"), list);
    }

    private static final class Stamps extends KeyEntityTSPSource {
        private static final long serialVersionUID = 1;

        Stamps(Pair unit) {
            super(unit.key(), unit.certificate(), unit.chain());
            setTsaPolicy("2.25.1");
        }

        void answer(HttpExchange exchange) throws IOException {
            try {
                var request = new TimeStampRequest(exchange.getRequestBody().readAllBytes());
                var response = generateResponse(request, DigestAlgorithm.SHA256).getEncoded();
                exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
                exchange.sendResponseHeaders(200, response.length);
                exchange.getResponseBody().write(response);
            } catch (TSPException e) {
                throw new IOException(e);
            } finally {
                exchange.close();
            }
        }
    }
}
