// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.util.Collection;
import java.util.List;

/** Each module that refers to files says to which: bytes that nobody names are removed. */
public interface FileUse {

    /** Those of these files to which the module refers, asked in a transaction of the zone JOBS. */
    List<FileId> among(Collection<FileId> files);
}
