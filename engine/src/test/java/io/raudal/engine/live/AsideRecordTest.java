package io.raudal.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.Detail;
import io.raudal.engine.step.AsideBatch.FailedView;
import io.raudal.model.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AsideRecordTest {
    private static final Message MESSAGE =
            new Message("io.raudal.engine.step.messages", "column.null", List.of("device"));

    @Test
    void detail_ofARecordThatWasKept_isInTheLanguageOfWhoReadsIt() {
        AsideRecord kept =
                kept(new AsideRecord("dead", "not-null", Detail.of(MESSAGE), "", 7, new byte[] {1, 2}).toBytes());
        Detail detail = Objects.requireNonNull(kept.detail());
        assertThat(detail.in(Locale.ENGLISH)).isEqualTo("device: is NULL, but the column is NOT NULL");
        assertThat(detail.in(Locale.forLanguageTag("es")))
                .isNotEqualTo(detail.in(Locale.ENGLISH))
                .contains("device");
        assertThat(kept.kind()).isEqualTo("dead");
        assertThat(kept.reason()).isEqualTo("not-null");
        assertThat(kept.offset()).isEqualTo(7);
        assertThat(kept.raw()).containsExactly(1, 2);
    }

    @Test
    void detail_ofAComputedColumnOrALaterVersion_isToldAllTheSame() {
        Message later = new Message("io.raudal.engine.step.messages", "of.next.year", List.of("1", "2"));
        AsideRecord kept =
                kept(new AsideRecord("dead", "expression", Detail.of(later).inColumn("ratio"), "", 7, new byte[0])
                        .toBytes());
        assertThat(kept.detail()).hasToString("ratio: of.next.year [1, 2]");
        Message nested = new Message("io.raudal.engine.step.messages", "column.null", List.of(MESSAGE));
        AsideRecord deep = kept(new AsideRecord("dead", "expression", Detail.of(nested), "", 7, new byte[0]).toBytes());
        assertThat(deep.detail()).isEqualTo(Detail.of(nested));
        AsideRecord late = kept(new AsideRecord("late", "lateness", null, "", 7, new byte[0]).toBytes());
        assertThat(late.detail()).isNull();
    }

    @Test
    void otherViews_ofARecordThatWasKept_areAllThere() {
        AsideRecord record = failedIn(3);
        AsideRecord kept = kept(record.toBytes());
        assertThat(kept.view()).isEqualTo("first");
        assertThat(kept.otherViews()).isEqualTo(record.otherViews()).hasSize(3);
        assertThat(kept.raw()).isEqualTo(record.raw());
    }

    @Test
    void within_lessThanAllViewsTake_cutsTheEventThenTheViews() {
        AsideRecord record = failedIn(100);
        int bytes = record.toBytes().length;
        AsideRecord cut = record.within(bytes - 1000);
        assertThat(cut.isCut()).isTrue();
        assertThat(cut.raw()).hasSize(record.raw().length - 1000);
        assertThat(cut.otherViews()).hasSize(100);
        AsideRecord fewer = record.within(bytes / 4);
        assertThat(fewer.toBytes().length).isLessThanOrEqualTo(bytes / 4);
        assertThat(fewer.otherViews())
                .isNotEmpty()
                .isEqualTo(record.otherViews().subList(0, fewer.otherViews().size()));
        assertThat(record.within(10).view()).isEqualTo("first");
    }

    private static AsideRecord failedIn(int others) {
        List<FailedView> views = IntStream.range(0, others)
                .mapToObj(i ->
                        new FailedView("view" + i, "failed", Detail.of(MESSAGE).inColumn("c" + i)))
                .toList();
        return new AsideRecord("failed", "failed", Detail.of(MESSAGE), "first", views, 7, 2000, new byte[2000]);
    }

    @Test
    void read_ofOtherBytes_givesNothing() {
        byte[] bytes = new AsideRecord("dead", "not-null", Detail.of(MESSAGE), "", 7, new byte[0]).toBytes();
        assertThat(AsideRecord.read(new byte[] {1, 2, 3})).isEmpty();
        for (int i = 0; i < bytes.length; i++) {
            assertThat(AsideRecord.read(Arrays.copyOf(bytes, i))).isEmpty();
        }
    }

    private static AsideRecord kept(byte[] bytes) {
        return AsideRecord.read(bytes).orElseThrow();
    }
}
