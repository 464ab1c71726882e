// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.nio.file.Path;
import java.time.ZoneId;

/** The law of the tests: the Dogs Order, in force from 2020, changed on 29 March 2026 and from 2030. */
final class Laws {

    static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final Law LAW = read(LONDON);

    private Laws() {}

    /** The same law as an authority in another time zone has it. */
    static Law read(ZoneId zone) {
        Path home = Path.of("src/test/resources");
        return LawFolder.read(home, home.resolve("law"), zone);
    }

    static Citation cited(String written) {
        return Citation.parse(written).orElseThrow();
    }
}
