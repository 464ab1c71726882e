// SPDX-License-Identifier: Apache-2.0
package polity.bench;

/** Something that can be measured. */
interface Measurement {

    /** One line for the list. */
    String what();

    /** Measures; all that it started has ended when it returns. */
    void measure(Place place, Figures figures) throws Exception;
}
