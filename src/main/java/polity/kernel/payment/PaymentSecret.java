// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

import polity.kernel.node.CannotStart;

/** A secret of this installation in the data folder: read, or made on its first use. Only its owner can read it. */
final class PaymentSecret {

    private PaymentSecret() {}

    static String read(Path data, String name) {
        Path folder = data.resolve("secrets");
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                create(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotStart("The secret " + file + " can't be read or written: " + e.getMessage() + ".", e);
        }
    }

    /** Written aside first: another node of this folder reads all of it or nothing. */
    private static void create(Path file) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Path aside = Files.createTempFile(file.getParent(), "new", ".secret");
        try {
            Files.writeString(aside, HexFormat.of().formatHex(random));
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException _) {
            // Another node was faster; its secret is the one.
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
