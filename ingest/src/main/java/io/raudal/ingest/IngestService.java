package io.raudal.ingest;

import io.raudal.engine.Decoder;
import io.raudal.engine.intake.Intakes;
import io.raudal.engine.intake.StreamIntake;
import io.raudal.engine.scan.CutBody;
import io.raudal.engine.scan.RecordCutter;
import io.raudal.http.BodyBudget;
import io.raudal.http.BodyHeaders;
import io.raudal.http.BoundedBody;
import io.raudal.http.HttpService;
import io.raudal.http.Languages;
import io.raudal.http.UnknownParameters;
import io.raudal.model.ErrorCode;
import io.raudal.model.Format;
import io.raudal.model.Message;
import io.raudal.model.NameRule;
import io.raudal.model.Nearest;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /ingest/{pipeline}/{stream}}: answers 200 once the log has the events. What cannot be framed is rejected with its line;
 * whatever fits no stream, no type or no bound is refused before anything is appended. Nothing is kept here: an event is in the log, or
 * its sender knows that it is not.
 */
public final class IngestService implements HttpService {
    private static final int SMALL_BODY = 1 << 16;

    private final Intakes intakes;
    private final Supplier<Optional<Message>> full;
    private final IngestOptions options;
    private final BodyBudget budget;

    /** @param full why nothing can be taken now, such as a disk that is nearly full; must not block */
    public IngestService(Intakes intakes, Supplier<Optional<Message>> full, IngestOptions options) {
        this.intakes = intakes;
        this.full = full;
        this.options = options;
        budget = new BodyBudget(options.maxBytesInFlight());
    }

    @Override
    public void mount(Vertx vertx, Router router) {
        router.post("/ingest/:pipeline/:stream").handler(context -> ingest(vertx, context));
    }

    @Override
    public void close() {}

    private void ingest(Vertx vertx, RoutingContext context) {
        UnknownParameters.refuseAll(context);
        StreamIntake intake = find(context.pathParam("pipeline"), context.pathParam("stream"));
        full.get().ifPresent(reason -> {
            throw new RaudalException(ErrorCode.LIMIT_EXCEEDED, reason);
        });
        RecordCutter cutter = cutter(intake.plan().stream(), BodyHeaders.mediaType(context.request()));
        BodyHeaders.requireUtf8(context.request());
        String encoding = context.request().getHeader("Content-Encoding");
        BoundedBody.read(vertx, context.request(), options.maxBodyBytes(), Decoder.PADDING, options.patience(), budget)
                .compose(body -> append(vertx, intake, cutter, encoding, body))
                .onSuccess(cut -> answer(context, cut))
                .onFailure(context::fail);
    }

    private Future<CutBody> append(
            Vertx vertx, StreamIntake intake, RecordCutter cutter, @Nullable String encoding, BoundedBody body) {
        boolean isSmall = encoding == null && body.length() < SMALL_BODY;
        Future<CutBody> cut = isSmall
                ? Future.succeededFuture(cut(cutter, null, body))
                : vertx.executeBlocking(() -> cut(cutter, encoding, body), false);
        return cut.compose(records -> Future.fromCompletionStage(
                                intake.append(records.events()), vertx.getOrCreateContext())
                        .map(appended -> records))
                .onComplete(done -> body.release());
    }

    private CutBody cut(RecordCutter cutter, @Nullable String encoding, BoundedBody body) {
        int[] length = new int[1];
        byte[] bytes = Unpacking.unpack(
                encoding, body.bytes(), body.length(), options.maxBodyBytes(), Decoder.PADDING, length);
        return cutter.cut(bytes, length[0]);
    }

    private static void answer(RoutingContext context, CutBody cut) {
        Locale locale = Languages.of(context.request());
        JsonArray rejected = new JsonArray();
        for (CutBody.Rejected record : cut.rejected()) {
            rejected.add(new JsonObject()
                    .put("line", record.line())
                    .put("reason", record.reason().in(locale)));
        }
        // A sender that looks at the status alone must not take a body of which nothing was taken for a success.
        context.response().setStatusCode(cut.events().size() == 0 && !rejected.isEmpty() ? 400 : 200);
        context.json(new JsonObject().put("accepted", cut.events().size()).put("rejected", rejected));
    }

    private StreamIntake find(String pipeline, String stream) {
        return intakes.find(pipeline, stream).orElseThrow(() -> {
            List<String> names = intakes.names().stream()
                    .map(whole -> whole.replace('.', '/'))
                    .toList();
            String name = pipeline + "/" + stream;
            // They go into a command to copy, so nothing but names.
            String ofPipeline = NameRule.PIPELINE.allows(pipeline) ? pipeline : "mine";
            String ofStream = NameRule.IDENTIFIER.allows(stream) ? stream : "events";
            if (names.isEmpty()) {
                return new RaudalException(
                        ErrorCode.NOT_FOUND, IngestMessages.message("stream.first", name, ofPipeline, ofStream));
            }
            String all = String.join(", ", names);
            // A new file with the name of a pipeline that is there would replace it.
            String absent = names.stream().anyMatch(whole -> whole.startsWith(pipeline + "/"))
                    ? "stream.further"
                    : "stream.none";
            return new RaudalException(
                    ErrorCode.NOT_FOUND,
                    Nearest.of(name, names)
                            .map(nearest -> IngestMessages.message("stream.near", name, nearest, all))
                            .orElseGet(() -> IngestMessages.message(absent, name, all, ofPipeline, ofStream)));
        });
    }

    private RecordCutter cutter(Stream stream, String type) {
        boolean isJson = stream.format() instanceof Format.Json;
        boolean isCsv = stream.format() instanceof Format.Csv;
        return switch (type) {
            case "application/json" -> {
                expect(isJson, stream, type);
                yield RecordCutter.json(options.maxRecordBytes());
            }
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines" -> {
                expect(isJson, stream, type);
                yield RecordCutter.lines(options.maxRecordBytes());
            }
            case "text/csv" -> {
                expect(isCsv, stream, type);
                yield RecordCutter.csv(stream, options.maxRecordBytes());
            }
            case "application/octet-stream" -> {
                expect(!isJson && !isCsv, stream, type);
                yield RecordCutter.lines(options.maxRecordBytes());
            }
            default -> throw unsupported(stream, type);
        };
    }

    private static void expect(boolean fits, Stream stream, String type) {
        if (!fits) {
            throw unsupported(stream, type);
        }
    }

    private static RaudalException unsupported(Stream stream, String type) {
        String wanted = stream.format() instanceof Format.Json
                ? "application/json, application/x-ndjson"
                : stream.format() instanceof Format.Csv ? "text/csv" : "application/octet-stream";
        return new RaudalException(
                ErrorCode.UNSUPPORTED_MEDIA,
                IngestMessages.message("body.type", stream.name(), wanted, type.isEmpty() ? "-" : type));
    }
}
