package io.raudal.cli.configuration;

/** What a setting is, and why. */
record Value(String text, Origin origin) {}
