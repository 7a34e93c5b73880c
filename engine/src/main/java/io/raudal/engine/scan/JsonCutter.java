package io.raudal.engine.scan;

import io.raudal.engine.ByteOrderMark;

/**
 * See {@link RecordCutter#json}. Where the JSON of a record breaks nobody can say where the next one starts, so all from there on is
 * rejected as one.
 */
final class JsonCutter extends RecordCutter {
    private final JsonScanner scanner = new JsonScanner(0);

    JsonCutter(int maxBytes) {
        super(maxBytes);
    }

    @Override
    public CutBody cut(byte[] body, int length) {
        Cuts cuts = new Cuts();
        scanner.open(body, length, false);
        int at = scanner.blanks(ByteOrderMark.skip(body, 0, length));
        while (at >= 0 && at < length) {
            at = body[at] == '[' ? array(body, at, length, cuts) : record(body, at, cuts);
            at = at < 0 ? at : scanner.blanks(at);
        }
        return cuts.of(body);
    }

    private int array(byte[] body, int from, int length, Cuts cuts) {
        int at = scanner.blanks(from + 1);
        if (at < length && body[at] == ']') {
            return at + 1;
        }
        while (true) {
            at = record(body, at, cuts);
            if (at < 0) {
                return at;
            }
            at = scanner.blanks(at);
            if (at < length && body[at] == ']') {
                return at + 1;
            }
            if (at >= length || body[at] != ',') {
                return broken(body, at, scanner.fail(JsonFault.SEPARATOR, at), cuts);
            }
            at = scanner.blanks(at + 1);
        }
    }

    private int record(byte[] body, int from, Cuts cuts) {
        int behind = scanner.value(from, 0);
        if (behind < 0) {
            return broken(body, from, behind, cuts);
        }
        if (isTooLong(behind - from)) {
            cuts.rejected.add(tooLong(body, from, behind - from));
        } else {
            cuts.add(from, behind - from);
        }
        return behind;
    }

    private int broken(byte[] body, int record, int result, Cuts cuts) {
        String place = Details.place(scanner.faultAt, record);
        cuts.rejected.add(rejected(body, record, Details.message(scanner.fault.key, place)));
        return result;
    }
}
