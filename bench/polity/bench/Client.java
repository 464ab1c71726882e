// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One kept-alive connection (RFC 9112). It does next to nothing, so that what is measured is the server: the JDK's own
 * client costs more than some of the answers.
 */
final class Client implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String host;
    private byte[] body = new byte[64 * 1024];

    Client(String host, int port) throws IOException {
        this.host = host + ":" + port;
        this.socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        this.out = socket.getOutputStream();
    }

    /**
     * An answer.
     *
     * @param length bytes of head and body as they came over the line
     * @param headers and text only when they were wanted
     */
    record Answer(int status, int length, String text, List<String> headers) {
        boolean has(String header) {
            return headers.stream().anyMatch(line -> line.regionMatches(true, 0, header + ":", 0, header.length() + 1));
        }
    }

    Answer get(String path) throws IOException {
        return get(path, Map.of());
    }

    Answer get(String path, Map<String, String> headers) throws IOException {
        return exchange(request("GET", path, headers, new byte[0]), true);
    }

    Answer post(String path, Map<String, String> headers, byte[] content) throws IOException {
        return exchange(request("POST", path, headers, content), true);
    }

    byte[] request(String method, String path, Map<String, String> headers, byte[] content) {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!method.equals("GET")) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        byte[] text = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = java.util.Arrays.copyOf(text, text.length + content.length);
        System.arraycopy(content, 0, whole, text.length, content.length);
        return whole;
    }

    /** Sends these bytes and reads the whole answer; its text only when it is wanted. */
    Answer exchange(byte[] request, boolean text) throws IOException {
        out.write(request);
        String status = line();
        int length = -1;
        boolean chunked = false;
        var headers = new ArrayList<String>();
        int head = status.length() + 4;
        for (String header = line(); !header.isEmpty(); header = line()) {
            head += header.length() + 2;
            if (text) {
                headers.add(header);
            }
            int colon = header.indexOf(':');
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" ->
                    length = Integer.parseInt(header.substring(colon + 1).strip());
                case "transfer-encoding" -> chunked = header.contains("chunked");
                default -> {}
            }
        }
        int read = 0;
        if (chunked) {
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                take(read, size);
                read += size;
                line();
            }
            line();
        } else if (length > 0) {
            take(0, length);
            read = length;
        }
        return new Answer(
                Integer.parseInt(status.substring(9, 12)),
                head + read,
                text ? new String(body, 0, read, StandardCharsets.UTF_8) : "",
                headers);
    }

    private void take(int from, int size) throws IOException {
        if (body.length < from + size) {
            body = java.util.Arrays.copyOf(body, 2 * (from + size));
        }
        if (in.readNBytes(body, from, size) < size) {
            throw new EOFException("the answer ended early");
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
