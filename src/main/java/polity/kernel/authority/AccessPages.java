// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.identity.Caller;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Citations;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing.Table;
import polity.kernel.page.Listing.Table.Cell;
import polity.kernel.page.Listing.Table.Column;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** Who looked at my data, for whom and why. */
@Controller
@Zones(Zone.PUBLIC)
class AccessPages {

    private static final int MOST = 50;

    private final JdbcClient jdbc;
    private final Authority authority;
    private final Transactions transactions;
    private final Templates templates;
    private final List<SourceNames> names;
    private final List<Citations> law;

    AccessPages(
            JdbcClient jdbc,
            Authority authority,
            Transactions transactions,
            Templates templates,
            ObjectProvider<SourceNames> names,
            ObjectProvider<Citations> law) {
        this.jdbc = jdbc;
        this.authority = authority;
        this.transactions = transactions;
        this.templates = templates;
        this.names = names.stream().toList();
        this.law = law.stream().toList();
    }

    private record Access(
            UUID id,
            Instant at,
            @Nullable UUID reader,
            @Nullable UUID unit,
            String purpose,
            List<String> sources,
            List<String> bases) {}

    private record View(List<Access> accesses, Map<UUID, Unit> units) {}

    @GetMapping("/account/access")
    Page list(Caller caller, Frame frame, @RequestParam(required = false) @Nullable UUID before) {
        caller.signedIn();
        View view = transactions.read(caller.context("account"), () -> new View(accesses(before), authority.units()));
        Words words = frame.words("authority");
        var sheet = view.accesses().isEmpty()
                ? Sheet.of(
                        words.say("access.title"),
                        new Block.EmptyState(words.say("access.none"), words.say("access.noneText"), null))
                : Sheet.of(
                        words.say("access.title"),
                        new Block.Paragraph(words.say("access.what")),
                        table(view, frame, words),
                        pagination(view.accesses(), before));
        return templates.sheet(
                frame, sheet.before(new Block.BackLink("/account")).asWide());
    }

    private List<Access> accesses(@Nullable UUID before) {
        return jdbc.sql("select id, at, reader, unit, purpose, sources, bases from authority.who_looked(?::uuid, ?)")
                .param(before)
                .param(MOST)
                .query((row, _) -> new Access(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class),
                        row.getString(5),
                        texts(row.getArray(6)),
                        texts(row.getArray(7))))
                .list();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private Table table(View view, Frame frame, Words words) {
        return Table.of(
                        "access",
                        words.say("access.title"),
                        List.of(
                                Column.of(words.say("access.at")),
                                Column.of(words.say("access.unit")),
                                Column.of(words.say("access.purpose")),
                                Column.of(words.say("access.source")),
                                Column.of(words.say("access.basis"))),
                        rows(view, frame, words))
                .asStacked()
                .hidingCaption();
    }

    /** One row for all looks of a day that differ in nothing but their time. */
    private List<List<Cell>> rows(View view, Frame frame, Words words) {
        var looks = new LinkedHashMap<List<Object>, List<Access>>();
        for (Access access : view.accesses()) {
            List<Object> same = List.of(words.day(access.at()), cells(view, access, frame, words));
            looks.computeIfAbsent(same, _ -> new ArrayList<>()).add(access);
        }
        return looks.values().stream()
                .map(each -> {
                    String last = words.time(each.getFirst().at());
                    var row = new ArrayList<Cell>();
                    row.add(Cell.of(each.size() == 1 ? last : words.count("access.times", each.size(), "last", last)));
                    row.addAll(cells(view, each.getFirst(), frame, words));
                    return List.copyOf(row);
                })
                .toList();
    }

    private List<Cell> cells(View view, Access access, Frame frame, Words words) {
        String and = words.say("access.and");
        return List.of(
                Cell.of(reader(view, access, frame, words)),
                Cell.of(purpose(access, words)),
                Cell.of(String.join(
                        and,
                        access.sources().stream()
                                .map(source -> name(source, frame))
                                .toList())),
                basis(access, and, frame));
    }

    /** What else a look rests on, like a document to be written, is its purpose and no article. */
    private Cell basis(Access access, String and, Frame frame) {
        List<Link> articles = access.bases().stream()
                .flatMap(basis -> law.stream().flatMap(each -> each.link(basis, frame).stream()))
                .toList();
        return articles.size() == 1
                ? Cell.link(articles.getFirst().text(), articles.getFirst().href())
                : Cell.of(String.join(and, articles.stream().map(Link::text).toList()));
    }

    private static String reader(View view, Access access, Frame frame, Words words) {
        Unit unit = access.unit() == null ? null : view.units().get(access.unit());
        if (unit != null) {
            return unit.name(frame.language().tag());
        }
        return words.say(access.reader() == null ? "access.program" : "access.for-another");
    }

    /** Purposes begin with what is done; what follows is an id or a code, which says little to whom it concerns. */
    private static String purpose(Access access, Words words) {
        String key = "access.purposes." + access.purpose().split(":", 2)[0];
        return words.has(key) ? words.say(key) : access.purpose();
    }

    private String name(String source, Frame frame) {
        return names.stream()
                .flatMap(each -> each.name(source, frame.language()).stream())
                .findFirst()
                .orElse(source);
    }

    private static Block.Pagination pagination(List<Access> accesses, @Nullable UUID before) {
        String next = accesses.size() < MOST
                ? null
                : "/account/access?before=" + accesses.getLast().id();
        return new Block.Pagination(before == null ? null : "/account/access", next);
    }
}
