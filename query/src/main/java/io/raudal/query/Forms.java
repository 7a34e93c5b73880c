package io.raudal.query;

import io.raudal.http.Offer;

/** In which forms answers come, the usual one first. */
final class Forms {
    static final String CSV = "text/csv";
    static final String YAML_TYPE = "application/yaml";

    static final Offer JSON = new Offer("application/json");
    static final Offer ROWS = new Offer("application/json", CSV);
    static final Offer FILE = new Offer("application/json", YAML_TYPE);
    static final Offer YAML = new Offer(YAML_TYPE);
    static final Offer EVENTS = new Offer("text/event-stream");

    private Forms() {}
}
