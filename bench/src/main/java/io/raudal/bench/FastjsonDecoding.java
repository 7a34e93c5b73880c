package io.raudal.bench;

import com.alibaba.fastjson2.JSON;

/** fastjson2 into an object of three fields, for which it generates a reader. */
final class FastjsonDecoding implements DecodePeer {

    /** What fastjson2 fills; it wants public fields. */
    public static final class Reading {
        public long ts;
        public String device = "";
        public double value;
    }

    @Override
    public Yield decode(Events events) {
        Sum sum = new Sum();
        for (byte[] event : events.each()) {
            Reading reading = JSON.parseObject(event, Reading.class);
            sum.add(reading.ts, reading.device, reading.value);
        }
        return sum.total();
    }
}
