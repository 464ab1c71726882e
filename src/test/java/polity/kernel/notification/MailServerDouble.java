// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Speaks as much SMTP (RFC 5321) as it takes to receive a letter, and keeps all that it was told. */
@SuppressWarnings("JdkObsolete") // written by one thread and read by another
final class MailServerDouble implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private volatile boolean refusing;

    MailServerDouble() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    String received() {
        return String.join("\n", received);
    }

    void refuseRecipients() {
        refusing = true;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException _) {
                // The client went away, or the test is over.
                received.add("(closed)");
            }
        }
    }

    private void converse(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        say(out, "220 ready");
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            received.add(line);
            if (data) {
                if (line.equals(".")) {
                    data = false;
                    say(out, "250 accepted");
                }
            } else if (line.startsWith("DATA")) {
                data = true;
                say(out, "354 go on");
            } else if (line.startsWith("RCPT") && refusing) {
                say(out, "550 no such mailbox");
            } else if (line.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
