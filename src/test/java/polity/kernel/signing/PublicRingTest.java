// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of the public half of the keys when another node comes with its own. */
class PublicRingTest {

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock();

    private PublicRing ring(String authority) {
        return new DemonstrationKeys(folder.resolve(authority), authority, clock)
                .ring()
                .trust()
                .ring();
    }

    private static PublicRing own(PublicRing like) {
        return new PublicRing(like.anchors(), like.seals(), like.revocations(), true, false);
    }

    @Test
    void renewed_keys_join_those_before_whichever_comes_first() {
        var before = ring("Lindenau");
        clock.forward(Duration.ofDays(3 * 365));
        var after = ring("Lindenau");
        var renewedSeal = new PublicRing(after.anchors(), Set.of(), after.revocations(), false, true);
        var both = before.with(after).orElseThrow();
        assertThat(both.seals()).hasSize(2).containsAll(before.seals());
        assertThat(after.with(before)).hasValue(both);
        assertThat(both.with(renewedSeal)).hasValue(both);
    }

    @Test
    void the_newer_revocation_list_counts_whoever_comes_with_an_older_one() {
        var before = ring("Lindenau");
        clock.forward(Duration.ofDays(25));
        var after = ring("Lindenau");
        assertThat(after.revocations()).isNotEqualTo(before.revocations());
        assertThat(before.with(after).orElseThrow().revocations()).isEqualTo(after.revocations());
        assertThat(after.with(before).orElseThrow().revocations()).isEqualTo(after.revocations());
    }

    @Test
    void another_authority_is_refused_though_it_has_the_same_name() {
        var other = new DemonstrationKeys(folder.resolve("elsewhere"), "Lindenau", clock)
                .ring()
                .trust()
                .ring();
        assertThat(ring("Lindenau").with(other)).isEmpty();
        assertThat(own(ring("Lindenau")).with(own(other))).isEmpty();
    }

    @Test
    void a_demonstration_gives_way_to_a_seal_of_ones_own_and_never_the_other_way_round() {
        var demonstration = ring("Demonstration");
        var own = own(ring("Lindenau"));
        assertThat(demonstration.with(own))
                .as("nothing of the demonstration is trusted any longer")
                .hasValue(own);
        assertThat(own.with(demonstration)).isEmpty();
        assertThat(own.with(ring("Lindenau")))
                .as("a demonstration under a root that is trusted for other reasons")
                .isEmpty();
    }

    @Test
    void whoever_has_the_public_half_goes_on_verifying_when_nobody_renews_it() {
        var keys = new DemonstrationKeys(folder.resolve("Lindenau"), "Lindenau", clock);
        var document = new Sealing(keys.ring()).seal(Pdfs.saying("Granted"), "Permit", "Lindenau", clock.instant());
        var known = Trust.in(ring("Lindenau"));
        Instant later = clock.instant().plus(Duration.ofDays(400));
        assertThat(new Validation(1 << 20).of(document, known, later)).isInstanceOf(Verdict.Valid.class);
    }
}
