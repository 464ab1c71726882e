// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.Optional;

import polity.kernel.page.Language;

/** What the sources are called from which personal data is read. A higher module implements it. */
public interface SourceNames {

    /** The name of a source, such as a register; absent when it isn't one of these. */
    Optional<String> name(String source, Language language);
}
