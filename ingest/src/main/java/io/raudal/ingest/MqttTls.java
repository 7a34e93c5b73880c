package io.raudal.ingest;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import io.raudal.model.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Trust and certificate out of PEM files. */
final class MqttTls {
    private static final char[] NO_PASSWORD = {};
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");

    private MqttTls() {}

    static MqttClientSslConfig of(Source.Tls tls, Path folder) throws IOException {
        MqttClientSslConfigBuilder builder = MqttClientSslConfig.builder();
        try {
            if (tls.ca() != null) {
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                KeyStore store = empty();
                int number = 0;
                for (Certificate certificate : certificates(folder.resolve(tls.ca()))) {
                    store.setCertificateEntry("ca" + number++, certificate);
                }
                trust.init(store);
                builder = builder.trustManagerFactory(trust);
            }
            if (tls.certificate() != null && tls.key() != null) {
                KeyStore store = empty();
                store.setKeyEntry(
                        "client",
                        key(folder.resolve(tls.key())),
                        NO_PASSWORD,
                        certificates(folder.resolve(tls.certificate())).toArray(new Certificate[0]));
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, NO_PASSWORD);
                builder = builder.keyManagerFactory(keys);
            }
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    /** A key in PKCS 8. */
    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text));
        GeneralSecurityException refused = null;
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (GeneralSecurityException e) {
                refused = e;
            }
        }
        throw new GeneralSecurityException(file.toString(), refused);
    }
}
