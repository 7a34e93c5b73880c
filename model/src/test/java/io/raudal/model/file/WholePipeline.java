package io.raudal.model.file;

/** A pipeline file with every key. */
final class WholePipeline {
    static final String TEXT = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant-north, namespace: plants, labels: { team: a }, annotations: { note: b } }
            spec:
              streams:
                readings:
                  columns:
                    device: STRING NOT NULL
                    ts: TIMESTAMP
                    at: { type: TIMESTAMP(epoch_ms) NOT NULL, path: "meta.times[0]" }
                    day: { type: DATE, format: dd/MM/yyyy }
                    host: { type: STRING, path: '"id.orig_h"' }
                    fahrenheit: { type: DOUBLE, as: temperature * 1.8 + 32 }
                    temperature: DOUBLE
                  format: json
                  zone: Europe/Madrid
                  time: { column: ts, lateness: 5s, idle: 1m, ahead: PT2H }
                  key: device
                  id: { column: device, horizon: 1d }
                  partitions: ${PARTITIONS:-8}
                  retention: 1h30m
                  sources:
                    - file: data/*.ndjson.gz
                    - file: { path: events.log, mode: tail }
                    - file: { path: week.ndjson, mode: replay, speed: 60, shiftToNow: true }
                    - host: { every: 500ms, of: [network, cpu] }
                    - host: {}
                    - kafka:
                        brokers: "one:9092, [::1]:9093"
                        topic: readings.v1
                        from: 2026-01-31T13:00:00+01:00
                        tls: { ca: ca.pem, certificate: client.pem, key: client.key }
                        sasl: { mechanism: SCRAM-SHA-256, user: raudal, password: "${PASSWORD}" }
                        properties: { isolation.level: read_committed, fetch.max.bytes: 1000000 }
                    - kafka: { brokers: [a:1], topic: t, from: latest, tls: false }
                    - sse: { url: "https://example.org/events?x=1", headers: { Authorization: "Bearer ${PASSWORD}", X-Level: 5 }, event: change }
                    - mqtt:
                        url: ssl://my_broker
                        topic: [plant/+/readings, "plant/#", "#"]
                        qos: 2
                        clientId: north
                        group: raudals
                        user: raudal
                        password: ${PASSWORD}
                        tls: { ca: ca.pem }
                    - mqtt: { url: "tcp://10.0.0.1:1884", topic: t, version: 3 }
                flights:
                  format: { csv: { header: false, delimiter: "\\t", quote: "'", null: ["", NA, -999] } }
                  columns: { ts: TIMESTAMP, delay: BIGINT, late: { type: BOOLEAN, as: delay > 15 }, code: STRING }
                  time: { column: ts }
                  id: code
                trips:
                  format: csv
                  columns: { ts: { type: TIMESTAMP, path: pick.up }, fare: "DECIMAL(10,2)" }
                  time: { column: ts }
                lines:
                  format: { text: { pattern: '(?<at>\\S+) (?<ip>\\S+)' } }
                  columns: { ts: { type: TIMESTAMP, path: at }, ip: STRING }
                  time: { column: ts }
              tables:
                sites:
                  columns: { id: INT NOT NULL, name: STRING, share: DOUBLE }
                  rows: [ { id: 1, name: one, share: 0.5 }, { id: "2", name: ~ }, { id: 3.0, share: .nan } ]
                places: { columns: { id: INT }, file: places.csv }
                others: { columns: { id: INT }, file: others.dat, format: { csv: { delimiter: ";" } } }
                lists: { columns: { id: INT }, file: lists.ndjson.zst }
              views:
                hot:
                  sql: |
                    SELECT device
                    FROM readings
                  emit: final
                  retention: 90d
                  state: { ttl: 1d, keys: 1000000 }
                cold: { sql: SELECT 1 }
              dashboards:
                overview:
                  title: { en: Plant, es: Planta }
                  range: 6h
                  variables: [device]
                  panels:
                    - { title: Heat, view: hot, y: [avg_t, max_t], x: window_end, by: device, unit: °C, limit: 5, width: 12, height: 8 }
                    - { title: { es: Mapa }, sql: SELECT lat FROM plant_north.hot, chart: map, latitude: lat, longitude: lon, y: n, by: [device, site] }
                rest: { panels: [ { view: cold, chart: table } ] }
              tests:
                - name: all kinds
                  given:
                    readings:
                      - { device: "a,b", ts: "2026-01-01T00:00:01Z", temperature: 20.0, n: 007, big: 1e3, no: ~, t: true, l: [1, x], nan: .nan }
                      - '{"device": "b"}'
                    flights: [ { code: it's, delay: 5 }, { ts: "2026-01-01", code: NA }, "raw\\trecord" ]
                    lines: [ 2026-01-01 192.0.2.1 ]
                  expect:
                    hot: [ { device: a, n: 1, avg: 20.50, none: ~, on: on, list: [1] } ]
                    cold: []
                  late: { readings: 1 }
                  dead: { readings: 0, lines: 2 }
            """;

    private WholePipeline() {}
}
