package io.raudal.cli.platform;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.log.Slices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Readings of a plant that does not exist, drawn from a seed: three sites with eight machines each, a reading a second and machine. What
 * happens in plants happens here: the harbour's gateway holds its readings back for a while every two minutes and sends them late, one
 * record in 400 is broken on its way, one in 200 is sent twice, and a machine now and then runs hot and then falls silent.
 */
final class PlantGenerator implements EventSource {
    private static final String[] SITES = {"north", "south", "harbour"};
    private static final String[] KINDS = {"press", "lathe", "mill", "pump"};
    private static final int MACHINES = 8;
    private static final int HELD_EVERY_SECONDS = 120;
    private static final int HELD_FOR_SECONDS = 25;
    private static final int HOT_SECONDS = 60;
    private static final int SILENT_SECONDS = 45;
    private static final byte[] NO_POSITION = {};

    /** What one machine is doing. */
    private static final class Machine {
        final String site;
        final String name;
        final double usual;
        double drift;
        int hotLeft;
        int silentLeft;

        Machine(String site, String name, double usual) {
            this.site = site;
            this.name = name;
            this.usual = usual;
        }
    }

    private final InstantSource clock;
    private final SplittableRandom random;
    private final List<Machine> machines = new ArrayList<>();
    private long number;

    PlantGenerator(long seed, InstantSource clock) {
        this.clock = clock;
        random = new SplittableRandom(seed);
        for (String site : SITES) {
            for (int i = 0; i < MACHINES; i++) {
                String name = KINDS[i % KINDS.length] + "-" + (1 + i / KINDS.length);
                machines.add(new Machine(site, name, 45 + random.nextInt(25)));
            }
        }
    }

    @Override
    public String kind() {
        return "generator";
    }

    @Override
    public String target() {
        return "plant";
    }

    @Override
    public void run(byte[] position, SourceOutput out) throws InterruptedException {
        // Numbers go on from the clock, so that a restart repeats none.
        number = clock.millis() << 8;
        Slices held = new Slices();
        for (int second = 0; ; second++) {
            Slices events = new Slices();
            boolean isHolding = second % HELD_EVERY_SECONDS >= HELD_EVERY_SECONDS - HELD_FOR_SECONDS;
            for (Machine machine : machines) {
                boolean isHeld = isHolding && machine.site.equals("harbour");
                step(machine, isHeld ? held : events);
            }
            out.emit(events, NO_POSITION);
            if (!isHolding && held.size() > 0) {
                out.emit(held, NO_POSITION);
                held = new Slices();
            }
            TimeUnit.MILLISECONDS.sleep(1_000 - clock.millis() % 1_000);
        }
    }

    /** One second of a machine. */
    private void step(Machine machine, Slices into) {
        if (machine.silentLeft > 0) {
            machine.silentLeft--;
            return;
        }
        if (machine.hotLeft > 0 && --machine.hotLeft == 0) {
            machine.silentLeft = SILENT_SECONDS;
            machine.drift = 0;
        } else if (machine.hotLeft == 0 && random.nextInt(1200) == 0) {
            machine.hotLeft = HOT_SECONDS;
        }
        double pull = machine.hotLeft > 0 ? 0.9 : -0.05 * machine.drift;
        machine.drift += pull + random.nextDouble(-0.6, 0.6);
        byte[] event = event(machine).getBytes(StandardCharsets.UTF_8);
        int luck = random.nextInt(400);
        if (luck == 0) {
            into.add(event, 0, event.length / 2);
        } else if (luck == 1) {
            byte[] odd = new String(event, StandardCharsets.UTF_8)
                    .replaceFirst("\"temperature\":[-0-9.]+", "\"temperature\":\"n/a\"")
                    .getBytes(StandardCharsets.UTF_8);
            into.add(odd, 0, odd.length);
        } else {
            into.add(event, 0, event.length);
            if (luck < 4) {
                into.add(event, 0, event.length);
            }
        }
    }

    private String event(Machine machine) {
        double temperature = machine.usual + machine.drift;
        double vibration = 1.5 + Math.max(0, machine.drift) / 8 + random.nextDouble(0.4);
        double power = 4 + machine.usual / 10 + random.nextDouble(0.5);
        return String.format(
                Locale.ROOT,
                "{\"id\":\"%x\",\"ts\":\"%s\",\"site\":\"%s\",\"machine\":\"%s\",\"temperature\":%.2f,"
                        + "\"motor\":{\"vibration\":%.2f,\"power\":%.2f}}",
                number++,
                Instant.ofEpochMilli(clock.millis()),
                machine.site,
                machine.name,
                temperature,
                vibration,
                power);
    }
}
