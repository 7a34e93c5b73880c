package io.raudal.http;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses addresses whose {@code %} cannot be read, before anybody takes such an address apart. */
final class AddressCheck implements Handler<RoutingContext> {
    private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2}).{0,2}");
    private static final Pattern WRITTEN = Pattern.compile("(%[0-9A-Fa-f]{2})+");

    @Override
    public void handle(RoutingContext context) {
        String address = context.request().uri();
        if (address.indexOf('%') >= 0) {
            Matcher broken = BROKEN.matcher(address);
            if (broken.find()) {
                throw new RaudalException(ErrorCode.USAGE, HttpPort.message("address.percent", broken.group()));
            }
            WRITTEN.matcher(address).results().forEach(written -> decode(written.group()));
        }
        context.next();
    }

    private static void decode(String written) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < written.length(); i += 3) {
            bytes.write(Integer.parseInt(written, i + 1, i + 3, 16));
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
        } catch (CharacterCodingException e) {
            throw new RaudalException(ErrorCode.USAGE, HttpPort.message("address.text", written), e);
        }
    }
}
