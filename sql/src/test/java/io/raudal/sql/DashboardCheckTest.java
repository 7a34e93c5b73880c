package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Problem;
import io.raudal.model.file.PipelineReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardCheckTest {
    private static final Path FILE = Path.of("p.yaml");

    private static String report(String dashboards) {
        String text = """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata: { name: p }
                spec:
                  streams:
                    readings: { columns: { ts: TIMESTAMP, device: STRING, price: "DECIMAL(5,2)", n: INT, ok: BOOLEAN }, time: { column: ts } }
                  views:
                    rows: { sql: "SELECT ts, device, price, n, ok FROM readings" }
                    wrong: { sql: "SELECT tss FROM readings" }
                  dashboards:
                %s""".formatted(dashboards.indent(4));
        return Problem.report(
                FILE,
                SqlCompiler.compile(new PipelineReader(Map.of()).read(FILE, text)).problems().stream()
                        .filter(problem -> problem.path().startsWith("spec.dashboards"))
                        .toList(),
                Locale.ENGLISH);
    }

    @Test
    void dashboard_ofColumnsThatAreThere_isWell() {
        assertThat(report("""
                well:
                  variables: [device]
                  panels:
                    - { view: rows, x: ts, y: [n, price], by: [device, ok] }
                    - { view: rows, chart: stat, y: device }
                    - { view: rows, chart: table, y: [ok, ts] }
                    - { view: rows, chart: map, latitude: n, longitude: price }
                    - { sql: SELECT anything, y: anything }
                """)).isEmpty();
    }

    @Test
    void columns_thatAreNot_areReportedWhereTheyStand() {
        assertThat(report("""
                d:
                  variables: [device, sites]
                  panels:
                    - { view: rows, y: [n, prise], by: devise, x: window_end }
                    - { view: rows, y: temperature }
                """)).isEqualTo("""
                p.yaml:12:27: error: spec.dashboards.d.variables[1]: unknown column sites; there are ts, device, price, n, ok
                p.yaml:14:32: error: spec.dashboards.d.panels[0].y[1]: unknown column prise; did you mean price?
                p.yaml:14:44: error: spec.dashboards.d.panels[0].by: unknown column devise; did you mean device?
                p.yaml:14:55: error: spec.dashboards.d.panels[0].x: unknown column window_end; there are ts, device, price, n, ok
                p.yaml:15:28: error: spec.dashboards.d.panels[1].y: unknown column temperature; there are ts, device, price, n, ok""");
    }

    @Test
    void values_thatCannotBeDrawn_areReported() {
        assertThat(report("""
                d:
                  panels:
                    - { view: rows, chart: bar, y: ok }
                    - { view: rows, chart: map, latitude: device, longitude: n, y: ts }
                """)).isEqualTo("""
                p.yaml:13:40: error: spec.dashboards.d.panels[0].y: column ok is BOOLEAN, not a number that can be drawn; name another one, or give the view a column that is one
                p.yaml:14:47: error: spec.dashboards.d.panels[1].latitude: column device is STRING, not a number that can be drawn; name another one, or give the view a column that is one
                p.yaml:14:72: error: spec.dashboards.d.panels[1].y: column ts is TIMESTAMP, not a number that can be drawn; name another one, or give the view a column that is one""");
    }

    @Test
    void view_thatIsWrong_isReportedOnce() {
        assertThat(report("d: { variables: [nothing], panels: [ { view: wrong, y: nothing } ] }"))
                .isEmpty();
    }

    @Test
    void variables_ofSqlAlone_areReported() {
        assertThat(report("d: { variables: [device], panels: [ { sql: SELECT 1, chart: table } ] }"))
                .isEqualTo(
                        "p.yaml:11:22: error: spec.dashboards.d.variables[0]: a variable filters panels of views, and there are none; remove it");
    }
}
