package io.raudal.model;

/** What went wrong and who can mend it; the type decides HTTP status and condition reason. */
public enum ErrorCode {
    /** The command line was used wrongly. */
    USAGE(Type.USER),
    /** The pipeline file has problems. */
    INVALID_PIPELINE(Type.USER),
    /** Input that was named is not there or cannot be read. */
    UNREADABLE_INPUT(Type.USER),
    /** Output cannot be written: full disk, closed pipe, no permission. */
    UNWRITABLE_OUTPUT(Type.EXTERNAL),
    /** A snapshot was written by another version or is damaged. */
    INVALID_SNAPSHOT(Type.EXTERNAL),
    /** The files of a store are damaged or were written by a newer version. */
    INVALID_STORE(Type.EXTERNAL),
    /** A bound on memory, keys or size was reached. */
    LIMIT_EXCEEDED(Type.RESOURCES),
    /** What was asked for is not there: a pipeline, a stream, a view, a path. */
    NOT_FOUND(Type.USER),
    /** The path is there, but does not do that. */
    METHOD_NOT_ALLOWED(Type.USER),
    /** It is there, but in no form that was asked for. */
    NOT_ACCEPTABLE(Type.USER),
    /** It contradicts what is there already. */
    CONFLICT(Type.USER),
    /** Someone else changed it in the meantime. */
    OUTDATED(Type.USER),
    /** A body or record is larger than is taken. */
    TOO_LARGE(Type.USER),
    /** A content type or encoding that is not taken. */
    UNSUPPORTED_MEDIA(Type.USER),
    /** The request comes from a page of somebody else. */
    FOREIGN_REQUEST(Type.USER),
    /** An exploratory query is no single SELECT, names what is not there, or fails on its values. */
    INVALID_SQL(Type.USER),
    /** Another process has the port. */
    PORT_TAKEN(Type.USER),
    /** More at once than is taken; the same request may do later. */
    TOO_MANY(Type.RESOURCES),
    /** Something outside cannot be reached. */
    UNREACHABLE(Type.EXTERNAL),
    /** A bug of ours. */
    INTERNAL(Type.INTERNAL);

    /** Who is to blame. */
    public enum Type {
        USER,
        INTERNAL,
        RESOURCES,
        EXTERNAL;

        /** Whether it may be over later though nobody here does anything, as with a full disk or a broker that is away. */
        public boolean mayPass() {
            return this == RESOURCES || this == EXTERNAL;
        }
    }

    private final Type type;

    ErrorCode(Type type) {
        this.type = type;
    }

    public Type type() {
        return type;
    }
}
