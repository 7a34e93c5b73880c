package io.raudal.query;

import io.raudal.engine.RowChange;
import io.raudal.http.Offer;
import io.raudal.http.RequestProblems;
import io.raudal.plan.Field;
import io.raudal.query.view.KeyCounts;
import io.raudal.query.view.RowFilter;
import io.raudal.query.view.RowJson;
import io.raudal.query.view.SeriesReader;
import io.raudal.query.view.TimeRange;
import io.raudal.query.view.ViewShape;
import io.raudal.query.view.ViewTable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** {@code /api/v1/views/{pipeline}/{view}}: rows, series and keys. */
final class ViewPaths {
    private static final int MAX_ROWS = 100_000;
    private static final int USUAL_ROWS = 1_000;
    private static final int MAX_VALUES = 16;
    /** Points of all series of one answer, about. */
    private static final long MAX_POINTS = 1_000_000;

    private final Directory directory;
    private final ViewTable table;
    private final Work work;
    private final int maxAnswerBytes;

    ViewPaths(Directory directory, ViewTable table, Work work, int maxAnswerBytes) {
        this.directory = directory;
        this.table = table;
        this.work = work;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    void mount(Router router) {
        router.get("/api/v1/views/:pipeline/:view").handler(Forms.ROWS).handler(this::rows);
        router.get("/api/v1/views/:pipeline/:view/series").handler(Forms.JSON).handler(this::series);
        router.get("/api/v1/views/:pipeline/:view/keys").handler(Forms.JSON).handler(this::keys);
    }

    private ViewShape shape(RoutingContext context) {
        return directory.view(context.pathParam("pipeline"), context.pathParam("view"));
    }

    private void rows(RoutingContext context) {
        Parameters parameters = new Parameters(context);
        TimeRange range = parameters.range();
        int limit = parameters.whole("limit", 1, MAX_ROWS, USUAL_ROWS);
        boolean newest = parameters.truth("newest");
        Map<String, List<String>> columns = parameters.rest();
        boolean isCsv = Offer.type(context).equals(Forms.CSV);
        work.answer(
                context,
                () -> {
                    ViewShape shape = shape(context);
                    RowFilter filter = RowFilter.parse(shape, columns, parameters.names(), parameters.problems());
                    parameters.check();
                    return rows(shape, table.rows(shape, filter, range, limit, newest), isCsv);
                },
                body -> body.send(context));
    }

    private RowsBody rows(ViewShape shape, ViewTable.Page page, boolean isCsv) {
        List<RowChange> rows = page.rows();
        RowsBody body = new RowsBody(shape.columns(), isCsv, maxAnswerBytes);
        int open = 0;
        int written = 0;
        for (RowChange row : rows) {
            if (body.isFull()) {
                break;
            }
            body.add(Objects.requireNonNull(row.values()));
            open += row.isFinal() || shape.kind() != ViewShape.Kind.WINDOW ? 0 : 1;
            written++;
        }
        return body.end(page.truncated() || written < rows.size(), new JsonObject().put("open", open));
    }

    private void series(RoutingContext context) {
        Parameters parameters = new Parameters(context);
        TimeRange range = parameters.range();
        List<String> values = List.copyOf(new LinkedHashSet<>(parameters.all("value")));
        List<String> by = List.copyOf(new LinkedHashSet<>(parameters.all("by")));
        int top = parameters.whole("top", 1, 100, 8);
        int points = parameters.whole("points", 2, 10_000, 1_000);
        if (values.isEmpty()) {
            parameters.problems().add("value", QueryMessages.message("parameter.missing"));
        }
        if (values.size() > MAX_VALUES) {
            parameters.problems().add("value", QueryMessages.message("series.values", Integer.toString(MAX_VALUES)));
        }
        if ((long) values.size() * top * points > MAX_POINTS) {
            parameters.problems().add("points", QueryMessages.message("series.points", Long.toString(MAX_POINTS)));
        }
        Map<String, List<String>> columns = parameters.rest();
        work.answer(
                context,
                () -> {
                    ViewShape shape = shape(context);
                    List<Integer> valueColumns = numbers(shape, values, parameters.problems());
                    List<Integer> byColumns = columns(shape, "by", by, parameters.problems());
                    RowFilter filter = RowFilter.parse(shape, columns, parameters.names(), parameters.problems());
                    parameters.check();
                    return series(
                            shape,
                            byColumns,
                            new SeriesReader(table, shape, filter, range, valueColumns, byColumns).read(top, points));
                },
                body -> PlatformPaths.send(context, body));
    }

    private static Buffer series(ViewShape shape, List<Integer> by, SeriesReader.Result result) {
        List<Field> fields = by.stream().map(shape.columns()::get).toList();
        RowJson keys = new RowJson(fields);
        Buffer body = Buffer.buffer().appendString("{\"series\":[");
        boolean further = false;
        for (SeriesReader.Series series : result.series()) {
            body.appendString(further ? ",{\"value\":" : "{\"value\":")
                    .appendString(
                            Json.encode(shape.columns().get(series.value()).name()))
                    .appendString(",\"key\":");
            if (fields.isEmpty()) {
                body.appendString("{}");
            } else {
                body.appendBytes(keys.row(series.key()));
            }
            body.appendString(",\"times\":[").appendString(times(series.times()));
            body.appendString("],\"values\":[").appendString(values(series.values()));
            body.appendString("],\"open\":" + series.open() + "}");
            further = true;
        }
        return body.appendString("],\"rows\":" + result.rows() + ",\"more\":" + result.more() + "}");
    }

    private static String times(long[] times) {
        StringBuilder text = new StringBuilder(14 * times.length);
        for (int i = 0; i < times.length; i++) {
            text.append(i == 0 ? "" : ",").append(times[i]);
        }
        return text.toString();
    }

    private static String values(double[] values) {
        StringBuilder text = new StringBuilder(12 * values.length);
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ",");
            if (Double.isNaN(values[i])) {
                text.append("null");
            } else {
                text.append(values[i]);
            }
        }
        return text.toString();
    }

    private void keys(RoutingContext context) {
        Parameters parameters = new Parameters(context);
        TimeRange range = parameters.range();
        String column = parameters.required("column");
        String search = parameters.text("search").orElse("");
        int limit = parameters.whole("limit", 1, 1_000, 100);
        parameters.check();
        work.answer(
                context,
                () -> {
                    ViewShape shape = shape(context);
                    List<Integer> columns = columns(shape, "column", List.of(column), parameters.problems());
                    parameters.check();
                    return keys(
                            shape, columns.get(0), KeyCounts.read(table, shape, range, columns.get(0), search, limit));
                },
                body -> PlatformPaths.send(context, body));
    }

    private static Buffer keys(ViewShape shape, int column, KeyCounts.Result result) {
        Buffer body = Buffer.buffer().appendString("{\"keys\":[");
        boolean further = false;
        for (KeyCounts.Count count : result.counts()) {
            body.appendString(further ? ",{\"value\":" : "{\"value\":")
                    .appendString(RowJson.value(shape.columns().get(column).type(), count.value()))
                    .appendString(",\"rows\":" + count.rows() + "}");
            further = true;
        }
        return body.appendString("],\"more\":" + result.more() + "}");
    }

    private static List<Integer> columns(
            ViewShape shape, String parameter, List<String> names, RequestProblems problems) {
        List<Integer> columns = new ArrayList<>();
        for (String name : names) {
            OptionalInt column = shape.column(name);
            if (column.isPresent()) {
                columns.add(column.getAsInt());
            } else {
                problems.add(parameter, QueryMessages.message("parameter.column", name, shape.columnNames()));
            }
        }
        return columns;
    }

    private static List<Integer> numbers(ViewShape shape, List<String> names, RequestProblems problems) {
        List<Integer> columns = columns(shape, "value", names, problems);
        for (int column : columns) {
            Field field = shape.columns().get(column);
            if (!SeriesReader.isNumeric(field.type())) {
                problems.add(
                        field.name(),
                        QueryMessages.message("series.number", field.type().toString()));
            }
        }
        return columns;
    }
}
