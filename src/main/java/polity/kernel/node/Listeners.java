// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLContext;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.web.filter.OncePerRequestFilter;

/** One Tomcat with one listener a zone; the zone of a request is the listener that accepted it. */
final class Listeners extends OncePerRequestFilter
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int LARGEST_FORM_BYTES = 2 * 1024 * 1024;
    private static final int LARGEST_REFUSED_BYTES = 256 * 1024 * 1024;
    private static final int MOST_PARTS = 50;
    private static final int MOST_CONNECTIONS = 4_000;

    /** Jakarta Servlet 6.1, section 3.10. */
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private static final String[] ENCRYPTIONS = {"TLSv1.3", "TLSv1.2"};
    /** TLS 1.2 with forward secrecy and authenticated encryption only (RFC 9325 section 4.2). */
    private static final String CIPHERS_12 = "ECDHE+AESGCM:ECDHE+CHACHA20";

    private final NodeSettings settings;
    private final Supplier<PrivateLine> line;
    private final Map<Zone, Connector> connectors = new EnumMap<>(Zone.class);
    private final Map<Integer, Zone> zonesByPort = new ConcurrentHashMap<>();

    Listeners(NodeSettings settings, Supplier<PrivateLine> line) {
        this.settings = settings;
        this.line = line;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        List<Zone> zones = settings.listening();
        factory.setPort(settings.port(zones.getFirst()));
        factory.addConnectorCustomizers(connector -> configure(zones.getFirst(), connector));
        for (Zone zone : zones.subList(1, zones.size())) {
            var connector = new Connector(Http11NioProtocol.class.getName());
            connector.setPort(settings.port(zone));
            configure(zone, connector);
            factory.addAdditionalConnectors(connector);
        }
    }

    /** Additional connectors ignore {@code server.*}, so every limit is set here, the same for all. */
    private void configure(Zone zone, Connector connector) {
        var protocol = (Http11NioProtocol) connector.getProtocolHandler();
        protocol.setExecutor(new VirtualThreadExecutor(zone.role() + "-"));
        protocol.setMaxConnections(MOST_CONNECTIONS);
        protocol.setAcceptCount(1_000);
        protocol.setConnectionTimeout(20_000);
        protocol.setKeepAliveTimeout(60_000);
        protocol.setMaxKeepAliveRequests(-1);
        protocol.setMaxHttpRequestHeaderSize(16 * 1024);
        // A browser shows our answer to an upload that is too large only when it could send the whole of it.
        protocol.setMaxSwallowSize(LARGEST_REFUSED_BYTES);
        protocol.setRelaxedQueryChars("");
        protocol.setServerRemoveAppProvidedValues(true);
        protocol.setCompression("on");
        protocol.setCompressionMinSize(1_024);
        protocol.setCompressibleMimeType("text/html,text/plain,text/css,text/javascript,application/json,"
                + "application/problem+json,image/svg+xml,application/xml,application/yaml");
        connector.setMaxPostSize(LARGEST_FORM_BYTES);
        connector.setMaxPartCount(MOST_PARTS);
        connector.setMaxParameterCount(1_000);
        connector.setXpoweredBy(false);
        if (zone == Zone.MANAGEMENT) {
            protocol.setAddress(loopback());
        }
        if (zone == Zone.EXCHANGE) {
            encrypt(connector, protocol);
        }
        connectors.put(zone, connector);
    }

    /** Without a certificate of somebody who is listed, no connection comes about and no request is read. */
    private void encrypt(Connector connector, Http11NioProtocol protocol) {
        var host = new SSLHostConfig();
        host.setProtocols(String.join("+", ENCRYPTIONS));
        host.setCiphers(CIPHERS_12);
        host.setHonorCipherOrder(true);
        host.setCertificateVerification("required");
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setSslContext(new CurrentKeys(line.get()));
        host.addCertificate(certificate);
        connector.setScheme("https");
        connector.setSecure(true);
        protocol.setSSLEnabled(true);
        protocol.addSslHostConfig(host);
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new CannotStart("This machine has no loopback address.", e);
        }
    }

    /** The port on which a zone listens, known once the program is ready. */
    int port(Zone zone) {
        Connector connector = connectors.get(zone);
        return connector == null ? -1 : connector.getLocalPort();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Zone zone = zoneOf(request.getLocalPort());
        // The actuator maps itself everywhere, however its path is written; it belongs to operations alone.
        if (zone == null || (zone != Zone.MANAGEMENT && request.getServletPath().startsWith("/actuator"))) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (zone == Zone.EXCHANGE && !isPartner(request)) {
            response.setHeader("Connection", "close");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        try {
            zone.call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** A connection outlives the place of its caller in the list, no request on it does. */
    private boolean isPartner(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] shown
                && line.get().accepts(shown);
    }

    /** Tomcat renders an error after the request has left the filters: that is work of the same zone. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** Asked for each request: the connectors, which would ask the operating system, are asked once a port. */
    private @Nullable Zone zoneOf(int port) {
        Zone known = zonesByPort.get(port);
        if (known == null) {
            known = listening(port);
            if (known != null) {
                zonesByPort.put(port, known);
            }
        }
        return known;
    }

    private @Nullable Zone listening(int port) {
        for (Map.Entry<Zone, Connector> entry : connectors.entrySet()) {
            if (entry.getValue().getLocalPort() == port) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** What Tomcat wants to know of the keys, answered anew for each connection. */
    private record CurrentKeys(PrivateLine line) implements SSLContext {

        @Override
        public SSLEngine createSSLEngine() {
            return line.context().createSSLEngine();
        }

        @Override
        public SSLSessionContext getServerSessionContext() {
            return line.context().getServerSessionContext();
        }

        @Override
        public SSLServerSocketFactory getServerSocketFactory() {
            return line.context().getServerSocketFactory();
        }

        @Override
        public SSLParameters getSupportedSSLParameters() {
            return line.context().getSupportedSSLParameters();
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getAcceptedIssuers() {
            return null;
        }

        /** The keys come from the line, not from settings of Tomcat's. */
        @Override
        public void init(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {}

        @Override
        public void destroy() {}
    }
}
