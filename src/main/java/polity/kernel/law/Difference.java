// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What changed from one text to another, word by word.
 *
 * @param parts together all of both texts
 */
record Difference(List<Part> parts) {

    /** Words and numbers are whole; Chinese, which has no spaces between words, goes by character. */
    private static final Pattern WORD =
            Pattern.compile("\\p{IsHan}|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]+(?:[.,]\\p{N}+)*|\\s+|.", Pattern.DOTALL);

    /** Comparing costs time and memory by the product of both lengths; above, everything counts as changed. */
    private static final int MOST_COMPARISONS = 1_000_000;

    /**
     * A piece of the texts: kept when both are equal; otherwise what stood there before and what stands there after,
     * either perhaps empty.
     */
    record Part(String before, String after) {
        boolean kept() {
            return before.equals(after);
        }

        private Part and(Part next) {
            return new Part(before + next.before, after + next.after);
        }
    }

    static Difference between(String before, String after) {
        List<String> old = words(before);
        List<String> current = words(after);
        int most = Math.min(old.size(), current.size());
        int head = 0;
        while (head < most && old.get(head).equals(current.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && old.get(old.size() - 1 - tail).equals(current.get(current.size() - 1 - tail))) {
            tail++;
        }
        var parts = new ArrayList<Part>();
        keep(parts, old.subList(0, head));
        compare(parts, old.subList(head, old.size() - tail), current.subList(head, current.size() - tail));
        keep(parts, old.subList(old.size() - tail, old.size()));
        return new Difference(List.copyOf(smooth(join(parts))));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private static void keep(List<Part> parts, List<String> words) {
        words.forEach(word -> parts.add(new Part(word, word)));
    }

    private static void compare(List<Part> parts, List<String> old, List<String> current) {
        if ((long) old.size() * current.size() > MOST_COMPARISONS) {
            parts.add(new Part(String.join("", old), String.join("", current)));
            return;
        }
        int[][] common = commonWords(old, current);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < current.size()) {
            if (i < old.size() && j < current.size() && old.get(i).equals(current.get(j))) {
                parts.add(new Part(old.get(i++), current.get(j++)));
            } else if (j == current.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
                parts.add(new Part(old.get(i++), ""));
            } else {
                parts.add(new Part("", current.get(j++)));
            }
        }
    }

    /** How many words in their order the rests of both texts have in common, from each pair of places on. */
    private static int[][] commonWords(List<String> old, List<String> current) {
        int[][] common = new int[old.size() + 1][current.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = current.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(current.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /** Neighbours that are both kept or both changed become one part. */
    private static List<Part> join(List<Part> parts) {
        var joined = new ArrayList<Part>();
        for (Part part : parts) {
            if (!joined.isEmpty() && joined.getLast().kept() == part.kept()) {
                joined.add(joined.removeLast().and(part));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    /** A space alone between two changes belongs to them: "three old" against "two new" reads as one change. */
    private static List<Part> smooth(List<Part> parts) {
        var smooth = new ArrayList<Part>();
        for (int at = 0; at < parts.size(); at++) {
            Part part = parts.get(at);
            boolean gap = part.kept() && part.before().isBlank() && at + 1 < parts.size();
            if (!smooth.isEmpty() && !smooth.getLast().kept() && (gap || !part.kept())) {
                smooth.add(smooth.removeLast().and(part));
            } else {
                smooth.add(part);
            }
        }
        return smooth;
    }
}
