// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.Map;

import polity.kernel.rules.Formula;

/** What is counted, under a lock on its key, before something is granted. */
record Limit(String id, Formula key, String register, Map<String, Formula> where) {}
