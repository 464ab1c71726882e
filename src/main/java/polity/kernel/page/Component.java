// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

/**
 * A piece of a page. Each has a template of the same name, called as {@code @template.kernel.page.button(frame, it)}, and
 * {@code @template.kernel.page.component(frame, it)} renders any of them.
 */
public sealed interface Component permits Block, Listing, Question {}
