// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.nio.file.Path;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.PackageReader;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Zone;

/** A package that only tests offer, in the running program; whoever installs Polity never sees it. */
public final class OfferedPackage {

    private OfferedPackage() {}

    /** Offers a package of the folder of test packages as the watch over the folder of services would. */
    public static void offer(String name) {
        ServicePackage service = Packages.good(
                RunningPolity.part(PackageReader.class).read(Path.of("src/test/resources/packages", name)));
        Zone.JOBS.run(() -> RunningPolity.parts(Catalogue.Follower.class).forEach(each -> each.offered(service)));
        RunningPolity.part(Catalogue.class).put(service);
    }

    /** Withdraws it as the watch does when its folder is gone. */
    public static void withdraw(String code) {
        RunningPolity.part(Catalogue.class).withdraw(code);
    }
}
