// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Duration;
import java.util.Map;

import polity.kernel.rules.Formula;

/**
 * How a waiting list is served: in the order of submission, whenever a place of the limit becomes free.
 *
 * @param limit the limit whose places are awaited; who waits for the same key of it stands in one queue
 * @param offer how long a free place is kept for the one to whom it is offered
 * @param article on which that rests
 * @param answers what is asked by then, where that differs from what was asked on the day of submission
 */
public record Waiting(String limit, Duration offer, String article, Map<String, Formula> answers) {}
