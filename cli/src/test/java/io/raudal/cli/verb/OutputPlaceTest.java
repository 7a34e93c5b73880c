package io.raudal.cli.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of descriptors are never replaced, whatever the descriptors are redirected to. */
@DisabledOnOs(OS.WINDOWS)
class OutputPlaceTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "/dev/stdout, STANDARD_OUTPUT",
        "/dev/fd/1, STANDARD_OUTPUT",
        "/dev/../dev/fd/1, STANDARD_OUTPUT",
        "/dev/stderr, STANDARD_ERROR",
        "/dev/fd/2, STANDARD_ERROR",
        "/dev/fd/98765, DIRECT",
        "/dev/null, DIRECT"
    })
    void place_ofADescriptor_isTheDescriptorByALinkToo(String name, OutputPlace.Kind kind) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(name));
        Path linkToIt = Files.createSymbolicLink(folder.resolve("second"), Path.of("link"));

        assertThat(OutputPlace.of(name).kind()).isEqualTo(kind);
        assertThat(OutputPlace.of(link.toString()).kind()).isEqualTo(kind);
        assertThat(OutputPlace.of(linkToIt.toString()).kind()).isEqualTo(kind);
        Files.delete(link);
    }

    @Test
    void place_withANumberForAName_isAFile() throws IOException {
        assertThat(OutputPlace.of(folder.resolve("1").toString()).kind()).isEqualTo(OutputPlace.Kind.FILE);
    }

    @Test
    void places_ofOneFile_meetUnderAllItsNames() throws IOException {
        OutputPlace place = OutputPlace.of(folder.resolve("rows").toString());
        OutputPlace around = OutputPlace.of(
                folder.resolve("../" + folder.getFileName() + "/rows").toString());
        OutputPlace other = OutputPlace.of(folder.resolve("others").toString());

        assertThat(place.meets(around)).isTrue();
        assertThat(place.meets(other)).isFalse();
        Files.createFile(place.path());
        Path link = Files.createSymbolicLink(folder.resolve("link"), place.path());
        assertThat(place.meets(OutputPlace.of(link.toString()))).isTrue();
    }

    @Test
    void places_thatAreDevices_doNotMeet() throws IOException {
        assertThat(OutputPlace.of("/dev/null").meets(OutputPlace.of("/dev/null")))
                .isFalse();
        assertThat(OutputPlace.of("/dev/null").replacesRedirect()).isFalse();
    }
}
