package io.raudal.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The life of a process that does what it is told: a line in, a line out, until nobody tells it anything any more. */
final class Orders {
    private Orders() {}

    /** Does what one line says. */
    interface Worker {
        /** @return the answer, in one line */
        String carryOut(String[] words) throws Exception;
    }

    /** Says that it is ready, and serves to the end of standard input; a failure ends the process. */
    static void serve(Worker worker) throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Whatever a library prints is no answer.
        System.setOut(System.err);
        answers.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            try {
                answers.println(worker.carryOut(order.split(" ", -1)));
            } catch (Exception e) {
                e.printStackTrace();
                System.exit(1);
            }
        }
        System.exit(0);
    }
}
