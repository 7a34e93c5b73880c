package io.raudal.model;

import java.util.regex.Pattern;

/** What names that users choose must look like, wherever they are given: in files, on command lines, in addresses. */
public enum NameRule {
    /** A pipeline's: a DNS label, as Kubernetes wants it. */
    PIPELINE("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"),
    /** That of a stream, a view and all else in a pipeline that SQL may name without quotes. */
    IDENTIFIER("[a-z][a-z0-9_]*");

    private final Pattern pattern;

    NameRule(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** For the whole name. */
    public Pattern pattern() {
        return pattern;
    }

    public boolean allows(String name) {
        return pattern.matcher(name).matches();
    }
}
