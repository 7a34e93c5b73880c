package io.raudal.cli.configuration;

import io.raudal.cli.terminal.Texts;
import io.raudal.model.Message;
import java.nio.file.Path;

/** Where a value comes from; what stands further down here wins over what stands above. */
sealed interface Origin {
    /** In words that name the place. */
    Message inWords();

    /** Nobody said anything. */
    record Usual() implements Origin {
        @Override
        public Message inWords() {
            return Texts.message("config.usual");
        }
    }

    /** A line of the configuration file. */
    record InFile(Path file, int line) implements Origin {
        @Override
        public Message inWords() {
            return Texts.message("config.text", file + ":" + line);
        }
    }

    /** A variable of the environment. */
    record Variable(String name) implements Origin {
        @Override
        public Message inWords() {
            return Texts.message("config.text", name);
        }
    }

    /** An option of the command line. */
    record Option(String name) implements Origin {
        @Override
        public Message inWords() {
            return Texts.message("config.text", name);
        }
    }
}
