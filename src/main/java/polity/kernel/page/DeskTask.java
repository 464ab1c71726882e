// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.OptionalInt;

/** A place of work in the desk's navigation. */
public interface DeskTask {

    /** Its address, below {@code /desk}. */
    String path();

    String title(Language language);

    /** Place in the navigation, the smallest first. */
    int order();

    /** How many things wait there for whoever asks, if that is known cheaply; read in the current context. */
    OptionalInt waiting();

    /** Whether whoever asks may work there. */
    boolean open();
}
