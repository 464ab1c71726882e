// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.UUID;

import polity.kernel.catalogue.ServicePackage;
import polity.kernel.page.Frame;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** A register entry in words; ids of persons are left out, since they say nothing to anybody. */
record EntryTable(Registers registers, ServicePackage service, Frame frame) {

    SummaryList of(RegisterEntry entry) {
        return new SummaryList(entry.data().entrySet().stream()
                .filter(field -> field.getValue() != null && !isId(field.getValue()))
                .map(field ->
                        registers.show(entry.register(), field.getKey(), field.getValue(), frame.words("services")))
                .map(shown -> SummaryList.Row.of(shown.label(), shown.value()))
                .toList());
    }

    private static boolean isId(Object value) {
        try {
            return value instanceof String text
                    && UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
