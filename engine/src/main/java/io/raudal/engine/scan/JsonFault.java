package io.raudal.engine.scan;

/** Why a text is not JSON. */
enum JsonFault {
    END("json.end"),
    OBJECT("json.object"),
    NAME("json.name"),
    COLON("json.colon"),
    VALUE("json.value"),
    SEPARATOR("json.separator"),
    CONTROL("json.control"),
    ESCAPE("json.escape"),
    ENCODING("json.encoding"),
    NUMBER("json.number"),
    DEPTH("json.depth"),
    TRAILING("json.trailing");

    final String key;

    JsonFault(String key) {
        this.key = key;
    }
}
