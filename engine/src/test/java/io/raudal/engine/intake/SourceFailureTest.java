package io.raudal.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class SourceFailureTest {
    private static final Locale SPANISH = Locale.forLanguageTag("es");
    private static final String TARGET = "http://a:1/x";

    @Test
    void failure_ofEachKind_isASentenceInBothLanguages() {
        assertSaid(new NoSuchFileException("a.csv"), "there is no file a.csv", "no existe el archivo a.csv");
        assertSaid(
                new AccessDeniedException("a.csv"),
                "the file a.csv may not be read",
                "el archivo a.csv no se puede leer por falta de permisos");
        assertSaid(
                new FileSystemException("a.csv", null, "Is a directory"),
                "the file a.csv cannot be read: \"a.csv: Is a directory\"",
                "el archivo a.csv no se puede leer: «a.csv: Is a directory»");
        assertSaid(
                new UnknownHostException("broker"),
                "no address is known of the host broker",
                "no se conoce la dirección del servidor broker");
        assertSaid(
                (ConnectException) new ConnectException().initCause(new UnresolvedAddressException()),
                "http://a:1/x: no address is known of the host; check its name",
                "http://a:1/x: no se conoce la dirección del servidor; comprueba su nombre");
        assertSaid(
                new ConnectException("Connection refused"),
                "the other side cannot be reached: \"Connection refused\"",
                "no se puede establecer la conexión: «Connection refused»");
        assertSaid(
                new HttpConnectTimeoutException("HTTP connect timed out"),
                "the other side does not answer in time",
                "el otro lado no responde a tiempo");
        assertSaid(
                new SSLHandshakeException("No name matching broker found"),
                "no secure connection comes about: \"No name matching broker found\"",
                "no se puede establecer una conexión segura: «No name matching broker found»");
        assertSaid(
                new IOException(new SSLHandshakeException("PKIX path building failed")
                        .initCause(new CertPathBuilderException("unable to find valid certification path"))),
                "http://a:1/x: the other side shows a certificate of an authority that is not trusted; check the"
                        + " address, and the file of the authority under tls.ca",
                "http://a:1/x: el otro lado muestra un certificado de una autoridad en la que no se confía; comprueba"
                        + " la dirección y el archivo de la autoridad en tls.ca");
        assertSaid(new IOException("closed\nat once"), "it broke off: \"closed\"", "se interrumpió: «closed»");
        assertSaid(
                new IllegalStateException("no"),
                "it stopped by a bug of ours: \"java.lang.IllegalStateException: no\"",
                "se paró por un error nuestro: «java.lang.IllegalStateException: no»");
    }

    @Test
    void failure_withoutAText_isNamedByItsKind() {
        assertSaid(new IOException(), "it broke off: \"IOException\"", "se interrumpió: «IOException»");
    }

    @Test
    void refusedConnection_ofJavasHttpClient_isToldWithTheAddress() throws Exception {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/x");
        }
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(closed).build();
        IOException refused = catchThrowableOfType(
                IOException.class, () -> client.send(request, HttpResponse.BodyHandlers.discarding()));

        Message said = SourceFailure.of(refused, closed.toString());

        assertThat(said.in(Locale.ENGLISH))
                .isEqualTo(closed + ": the connection was refused, or there is no such host; check the address,"
                        + " and whether the other side is running");
        assertThat(said.in(SPANISH))
                .isEqualTo(closed + ": la conexión ha sido rechazada o no existe ese servidor; comprueba la"
                        + " dirección y que el otro lado esté en marcha");
    }

    @Test
    void failure_withinOthers_isTheOneThatSaysWhatIsWrong() {
        assertSaid(
                new IOException("failed", new ExecutionException(new ConnectException("refused"))),
                "the other side cannot be reached: \"refused\"",
                "no se puede establecer la conexión: «refused»");
        assertSaid(
                new IOException(new TimeoutException()),
                "the other side does not answer in time",
                "el otro lado no responde a tiempo");
        Message ours = new Message("io.raudal.engine.intake.messages", "source.denied", List.of("key.pem"));
        assertThat(SourceFailure.of(new RaudalException(ErrorCode.UNREACHABLE, ours), TARGET))
                .isEqualTo(ours);
    }

    private static void assertSaid(Exception failure, String english, String spanish) {
        Message said = SourceFailure.of(failure, TARGET);
        assertThat(said.in(Locale.ENGLISH)).isEqualTo(english);
        assertThat(said.in(SPANISH)).isEqualTo(spanish);
    }
}
