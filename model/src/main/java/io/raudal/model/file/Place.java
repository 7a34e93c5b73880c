package io.raudal.model.file;

import io.raudal.model.Message;
import io.raudal.model.Position;
import io.raudal.model.Positions;
import org.jspecify.annotations.Nullable;

/**
 * Where the reader is.
 *
 * @param path of the value
 * @param name of the key that the value is under; empty in a list
 * @param position of the value
 */
record Place(String path, String name, Position position, Reading reading) {

    static Place root(Reading reading) {
        return new Place("", "", Position.START, reading);
    }

    Place child(String key, Position at) {
        return new Place(Positions.child(path, key), key, at, reading);
    }

    Place child(int index, Position at) {
        return new Place(Positions.child(path, index), "", at, reading);
    }

    void error(Message rule, @Nullable String value, @Nullable Message remedy) {
        reading.error(path, position, rule, value, remedy);
    }

    /** A problem of this value with another one; each of them is well by itself. */
    void clash(Message rule, String value, Message remedy) {
        reading.clash(path, position, rule, value, remedy);
    }

    void error(Message rule) {
        error(rule, (String) null, null);
    }

    void error(Message rule, Message remedy) {
        error(rule, (String) null, remedy);
    }

    void error(Message rule, Node node) {
        error(rule, node.shown(), null);
    }

    void error(Message rule, Node node, Message remedy) {
        error(rule, node.shown(), remedy);
    }
}
