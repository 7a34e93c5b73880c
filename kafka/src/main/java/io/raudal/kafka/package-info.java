/** The log on Kafka, and a Kafka broker in this process. */
@NullMarked
package io.raudal.kafka;

import org.jspecify.annotations.NullMarked;
