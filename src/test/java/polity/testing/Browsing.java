// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import polity.kernel.node.Zone;

import static org.assertj.core.api.Assertions.assertThat;

/** A browser without script: it keeps cookies, says where a form comes from, and follows no redirects by itself. */
public final class Browsing {

    /** Password of all sample accounts. */
    public static final String PASSWORD = "quiet harbour lantern";

    private final Zone zone;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Browsing(Zone zone) {
        this.zone = zone;
        headers.put("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        headers.put("Accept-Language", "en");
    }

    /** One that has just signed in with a sample account. */
    public static Browsing signedIn(Zone zone, String email) {
        var browser = new Browsing(zone);
        HttpResponse<String> answer = browser.signIn(email, PASSWORD);
        if (answer.statusCode() != 303) {
            throw new AssertionError("Could not sign in as " + email + ": " + answer.statusCode());
        }
        return browser;
    }

    public HttpResponse<String> signIn(String email, String password) {
        return post(zone == Zone.DESK ? "/desk/sign-in" : "/sign-in", "email", email, "password", password);
    }

    /** Sends this header from now on. */
    public Browsing sending(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public HttpResponse<String> get(String path) {
        return keep(RunningPolity.send(request(path).GET().build()));
    }

    /** Sends a form of this site. */
    public HttpResponse<String> post(String path, String... namesAndValues) {
        return post(path, BodyPublishers.ofString(form(namesAndValues)));
    }

    /** Sends a form as it is written. */
    public HttpResponse<String> post(String path, HttpRequest.BodyPublisher form) {
        return keep(RunningPolity.send(request(path)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(form)
                .build()));
    }

    /** A request to which a test adds what it is about. */
    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(RunningPolity.address(zone, path));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            var pairs = new ArrayList<String>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            request.header("Cookie", String.join("; ", pairs));
        }
        return request;
    }

    public static String form(String... namesAndValues) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(encode(namesAndValues[i]) + "=" + encode(namesAndValues[i + 1]));
        }
        return String.join("&", pairs);
    }

    /** Path and query to which an answer leads. */
    public static String target(HttpResponse<String> answer) {
        URI location = URI.create(answer.headers().firstValue("Location").orElse(""));
        return location.getRawQuery() == null ? location.getPath() : location.getPath() + "?" + location.getRawQuery();
    }

    private HttpResponse<String> keep(HttpResponse<String> answer) {
        List<String> set = answer.headers().allValues("Set-Cookie");
        for (String cookie : set) {
            String pair = cookie.split(";", 2)[0];
            String name = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(pair.indexOf('=') + 1);
            if (value.isEmpty() || cookie.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
            }
        }
        return answer;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An access token that somebody makes for a program of his, on his page. */
    public static String accessToken(String email, String... scopes) {
        Browsing browser = Browsing.signedIn(Zone.PUBLIC, email);
        var form = new String[4 + 2 * scopes.length];
        Map.of(0, "name", 1, UUID.randomUUID().toString().substring(0, 20), 2, "days", 3, "30")
                .forEach((at, text) -> form[at] = text);
        for (int i = 0; i < scopes.length; i++) {
            form[4 + 2 * i] = "scopes";
            form[5 + 2 * i] = scopes[i];
        }
        String page = browser.post("/account/tokens", form).body();
        Matcher token = Pattern.compile(">\\s*([A-Za-z0-9_-]{43})\\s*<").matcher(page);
        assertThat(token.find()).as("the token on its page").isTrue();
        return token.group(1);
    }
}
