// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.util.List;

/** What the operator should read once the program is ready. */
public interface StartMessage {

    List<String> lines();
}
