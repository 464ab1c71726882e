// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.audit.CheckpointSigner;
import polity.kernel.audit.VerifierKey;
import polity.kernel.node.CannotStart;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.PrivateLine;
import polity.kernel.node.Zone;

/**
 * Settings: {@code polity.seal.key}, {@code polity.seal.password-file}, {@code polity.seal.time-stamps} and {@code
 * polity.seal.anchors} give the authority's own seal; without them the demonstration makes one.
 */
@Configuration(proxyBeanMethods = false)
class SigningConfiguration {

    /** Only a node that does background work seals and signs; the others are content with what it publishes. */
    @Bean
    Signing signing(NodeSettings node, Environment environment, InstantSource clock, JdbcClient jdbc) {
        var published = new PublishedKeys(jdbc);
        if (!node.zones().contains(Zone.JOBS)) {
            return Signing.verifying(published, clock);
        }
        try {
            return Signing.publishing(node.data().resolve("keys"), settings(environment), clock, published);
        } catch (KeysUnavailable e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }

    @Bean
    KeyRenewal keyRenewal(Signing signing) {
        return new KeyRenewal(signing);
    }

    /** Made only where the zone EXCHANGE is served: nobody else asks for it. */
    @Bean
    @Lazy
    PrivateLine privateLine(NodeSettings node, Environment environment, InstantSource clock) {
        try {
            if (node.demonstration()) {
                DemonstrationLine.in(node.exchangeKeys(), organisation(environment), clock.instant());
            }
            var line = new LineKeys(node.exchangeKeys());
            line.check();
            return line;
        } catch (KeysUnavailable e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }

    private static String organisation(Environment environment) {
        return environment.getProperty("polity.authority.en", "Polity");
    }

    private static SigningSettings settings(Environment environment) {
        String organisation = organisation(environment);
        String key = environment.getProperty("polity.seal.key");
        if (key == null) {
            return SigningSettings.demonstrationOf(organisation);
        }
        return SigningSettings.ownSeal(
                organisation,
                Path.of(key),
                Path.of(environment.getRequiredProperty("polity.seal.password-file")),
                URI.create(environment.getRequiredProperty("polity.seal.time-stamps")),
                Path.of(environment.getRequiredProperty("polity.seal.anchors")));
    }

    @Bean
    CheckpointSigner checkpointSigner(NodeSettings node, Signing signing) {
        return new CheckpointSigner() {
            @Override
            public VerifierKey key() {
                return VerifierKey.of(CheckpointSigner.origin(node.publicAddress()), signing.checkpointPublicKey());
            }

            @Override
            public byte[] sign(byte[] message) {
                return signing.signCheckpoint(message);
            }
        };
    }
}
