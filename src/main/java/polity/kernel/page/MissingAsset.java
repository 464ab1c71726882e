// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

/** web/build did not make something that a page names. */
final class MissingAsset extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingAsset(String name) {
        super("web/build made no " + name + "; run it, or build without -Dexec.skip");
    }
}
