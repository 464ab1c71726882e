// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/** Shows its certificate whether or not the server has named its issuer, unlike the usual client. */
final class BoldCaller extends X509ExtendedKeyManager {
    private final Pair caller;

    BoldCaller(Pair caller) {
        this.caller = caller;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
        return "key";
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return "key";
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[] {"key"};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return caller.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return caller.key();
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return null;
    }
}
