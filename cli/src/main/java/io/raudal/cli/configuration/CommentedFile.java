package io.raudal.cli.configuration;

import io.raudal.cli.terminal.Texts;
import io.raudal.model.file.Setting;
import java.util.Locale;

/** A configuration file to begin with: every key with what it is for and its usual value, all of it commented out. */
final class CommentedFile {
    private CommentedFile() {}

    static String text(Locale locale) {
        StringBuilder text = new StringBuilder();
        Texts.message("config.head").in(locale).lines().forEach(line -> comment(text, line));
        for (Setting setting : Setting.values()) {
            text.append('\n');
            comment(
                    text,
                    Texts.message("config.key", setting.meaning().in(locale), setting.option(), setting.variable())
                            .in(locale));
            text.append('#')
                    .append(setting.key())
                    .append(": ")
                    .append(setting.usual())
                    .append('\n');
        }
        text.append('\n');
        comment(text, Setting.meaningOfSecrets().in(locale));
        text.append("#secrets:\n#  OPS_WEBHOOK: ${WEBHOOK}\n#  DATABASE_PASSWORD: { file: /run/secrets/database }\n");
        return text.toString();
    }

    private static void comment(StringBuilder text, String line) {
        text.append("# ").append(line).append('\n');
    }
}
