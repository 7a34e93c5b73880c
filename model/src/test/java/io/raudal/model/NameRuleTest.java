package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "-plant", "plant-", "Plant", "a.b", "a b", "a_b", "a\n"})
    void pipeline_noDnsLabel_isRefused(String name) {
        assertThat(NameRule.PIPELINE.allows(name)).isFalse();
    }

    @Test
    void pipeline_63Characters_areTheMost() {
        assertThat(NameRule.PIPELINE.allows("1")).isTrue();
        assertThat(NameRule.PIPELINE.allows("a-".repeat(31) + "b")).isTrue();
        assertThat(NameRule.PIPELINE.allows("a-".repeat(31) + "bc")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "_a", "A", "a-b", "a\n"})
    void identifier_whatSqlWouldQuote_isRefused(String name) {
        assertThat(NameRule.IDENTIFIER.allows(name)).isFalse();
        assertThat(NameRule.IDENTIFIER.allows("a" + "_9".repeat(40))).isTrue();
    }
}
