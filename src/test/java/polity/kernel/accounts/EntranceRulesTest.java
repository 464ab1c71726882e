// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import polity.kernel.accounts.PasswordRules.Fault;
import polity.kernel.node.Zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EntranceRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-03T12:00:00Z");

    @Test
    void addresses_are_compared_without_regard_to_case_and_to_how_they_were_typed() {
        assertThat(EmailAddress.parse(" Clara.Citizen@Example.ORG ")).hasValueSatisfying(email -> {
            assertThat(email.address()).isEqualTo("clara.citizen@example.org");
            assertThat(email.written()).isEqualTo("Clara.Citizen@example.org");
        });
        assertThat(EmailAddress.parse("ｃｈｅｎ＠ｅｘａｍｐｌｅ．ｏｒｇ").map(EmailAddress::address))
                .hasValue("chen@example.org");
        assertThat(EmailAddress.parse("info@münchen.example").map(EmailAddress::address))
                .hasValue("info@xn--mnchen-3ya.example");
        assertThat(EmailAddress.parse("o'neill+tag@example.org")).isPresent();
    }

    @Test
    void what_is_no_address_is_none() {
        assertThat(List.of(
                        "",
                        "@",
                        "clara",
                        "clara@",
                        "@example.org",
                        "a b@example.org",
                        "a@b",
                        "a@b..org",
                        ".a@example.org",
                        "a@-example.org",
                        "a@example.org\r\nBcc: b@example.org",
                        "a@example.org, b@example.org",
                        "\"a\"@example.org",
                        "x".repeat(65) + "@example.org",
                        "x@" + "y".repeat(250) + ".org"))
                .allMatch(text -> EmailAddress.parse(text).isEmpty());
    }

    @Test
    void only_pages_of_the_same_zone_are_gone_back_to() {
        assertThat(BackAddress.of("/cases/AB-1?x=%2F", Zone.PUBLIC)).isEqualTo("/cases/AB-1?x=%2F");
        assertThat(BackAddress.of("/desk/tasks", Zone.DESK)).isEqualTo("/desk/tasks");
        assertThat(List.of(
                        "http://evil.example",
                        "//evil.example",
                        "/\\evil.example",
                        "\\/evil.example",
                        "/\t/evil.example",
                        "/ /evil.example",
                        "/x\r\nSet-Cookie: a=b",
                        "/.//evil.example",
                        "/a/..//evil.example",
                        "evil.example",
                        "/sign-in?back=/sign-in",
                        "/" + "x".repeat(2_000)))
                .allMatch(asked -> BackAddress.of(asked, Zone.PUBLIC).equals("/"));
        assertThat(BackAddress.of("/account", Zone.DESK)).isEqualTo("/desk");
        assertThat(BackAddress.of("/deskless", Zone.DESK)).isEqualTo("/desk");
        assertThat(BackAddress.of(null, Zone.PUBLIC)).isEqualTo("/");
    }

    @Test
    void passwords_are_long_and_neither_common_nor_simple_nor_about_their_owner() {
        PasswordRules rules = PasswordRules.load();
        Optional<EmailAddress> email = EmailAddress.parse("clara.citizen@example.org");
        assertThat(List.of("four words quite apart", "korrekt-pferd-batterie", "一二三四五六七八九十甲乙丙", "xK9#mQ2$vL7!p"))
                .allMatch(good -> rules.check(good, "Clara Citizen", email).isEmpty());
        assertThat(rules.check("elevenchars", "", email)).hasValue(Fault.TOO_SHORT);
        assertThat(rules.check("x".repeat(201), "", email)).hasValue(Fault.TOO_LONG);
        // Hours, if it were normalised before it is measured.
        assertThat(rules.check("x" + "\u0301".repeat(500_000) + "\u0316".repeat(500_000), "", email))
                .hasValue(Fault.TOO_LONG);
        assertThat(List.of("password1234", "Password1234!", "1234password", "qwertyuiop123", "passwordpassword"))
                .allMatch(common -> rules.check(common, "", email).equals(Optional.of(Fault.TOO_COMMON)));
        assertThat(List.of("aaaaaaaaaaaaaa", "abababababababab", "abcdefghijklmnop", "zyxwvutsrqponm"))
                .allMatch(simple -> rules.check(simple, "", email).equals(Optional.of(Fault.TOO_SIMPLE)));
        assertThat(rules.check("claracitizen2026", "Clara Citizen", email)).hasValue(Fault.ABOUT_YOU);
        assertThat(new PasswordRules(Set.of()).check("password1234", "", email)).isEmpty();
    }

    @Test
    void one_network_address_has_a_limited_number_of_tries_that_come_back_with_time() {
        var allowance = new Allowance(3, Duration.ofSeconds(30));
        InetAddress one = InetAddress.ofLiteral("2001:db8::1");
        InetAddress sameNetwork = InetAddress.ofLiteral("2001:db8::ffff:2");
        InetAddress other = InetAddress.ofLiteral("2001:db8:1::1");
        assertThat(allowance.take(one, NOW)).isTrue();
        assertThat(allowance.take(sameNetwork, NOW)).isTrue();
        assertThat(allowance.take(one, NOW)).isTrue();
        assertThat(allowance.take(sameNetwork, NOW)).isFalse();
        assertThat(allowance.take(other, NOW)).isTrue();
        assertThat(allowance.take(one, NOW.plusSeconds(9))).isFalse();
        assertThat(allowance.take(one, NOW.plusSeconds(11))).isTrue();
        allowance.giveBack(one, NOW.plusSeconds(11));
        assertThat(allowance.take(one, NOW.plusSeconds(11))).isTrue();
        assertThat(allowance.take(one, NOW.minusSeconds(60))).isFalse();
    }

    @Test
    void what_comes_from_this_machine_is_not_limited() {
        var allowance = new Allowance(1, Duration.ofHours(1));
        InetAddress here = InetAddress.getLoopbackAddress();
        assertThat(allowance.take(here, NOW)).isTrue();
        assertThat(allowance.take(here, NOW)).isTrue();
    }

    @Test
    void a_password_gives_the_same_hash_however_it_is_typed_and_another_with_another_salt() {
        try (var hashing = new PasswordHashing(4)) {
            var recipe = new PasswordHashing.Recipe(new byte[16], 8_192, 1);
            byte[] hash = hashing.hash("Zürich straße ﬁne", recipe);
            assertThat(hash).hasSize(32).isEqualTo(hashing.hash("Zu\u0308rich straße fine", recipe));
            assertThat(hashing.hash("Zürich straße ﬁne", hashing.recipe())).isNotEqualTo(hash);
        }
    }

    @Test
    void who_comes_when_too_many_wait_is_told_so_at_once() {
        try (var hashing = new PasswordHashing(1)) {
            var go = new CountDownLatch(1);
            for (int i = 0; i < 3; i++) {
                hashing.occupy(go);
            }
            assertThatThrownBy(() -> hashing.hash("anything", hashing.recipe())).isInstanceOf(TooBusy.class);
            go.countDown();
        }
    }
}
