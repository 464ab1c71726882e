// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.nio.file.Path;
import java.util.Optional;

/** A scanner that looks at each file before it is kept; several may be installed. */
public interface FileScan {

    /** What is wrong with the file, absent when nothing was found. */
    Optional<String> findingIn(Path file);
}
