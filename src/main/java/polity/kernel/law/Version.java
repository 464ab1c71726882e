// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The whole text of a work from one commencement to the next.
 *
 * @param inForce the day with whose first second, in the authority's time zone, it comes into force
 * @param note what made it
 * @param articles all that are in force, in their order, those carried over from the version before among them
 * @param changed numbers of the articles that it changed or inserted; none for the first version
 * @param repealed numbers of the articles that it took away
 */
public record Version(
        LocalDate inForce, Wording note, List<Article> articles, List<String> changed, List<String> repealed) {

    public Optional<Article> article(String number) {
        return articles.stream()
                .filter(article -> article.number().equals(number))
                .findFirst();
    }
}
