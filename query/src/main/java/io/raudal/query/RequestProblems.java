package io.raudal.query;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Gathers what is wrong with a request, to say all of it at once. */
final class RequestProblems {
    private final Locale locale;
    private final List<Message> messages = new ArrayList<>();

    /** @param locale of the reader */
    RequestProblems(Locale locale) {
        this.locale = locale;
    }

    void add(String key, String... arguments) {
        messages.add(QueryMessages.message(key, arguments));
    }

    /** For those who add messages of their own. */
    List<Message> messages() {
        return messages;
    }

    /** @throws RaudalException USAGE if anything is wrong */
    void check() {
        if (!messages.isEmpty()) {
            String all = messages.stream().map(message -> message.in(locale)).collect(Collectors.joining("\n"));
            throw new RaudalException(ErrorCode.USAGE, QueryMessages.message("request.wrong", all));
        }
    }
}
