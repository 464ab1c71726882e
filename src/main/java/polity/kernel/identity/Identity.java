// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Transactions;
import polity.kernel.page.Frame;

/** Persons and who comes with a request, for the modules above. Whose data may be read is for the context to say. */
public final class Identity {

    private final JdbcClient jdbc;
    private final Callers callers;
    private final Frames frames;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final ObjectProvider<DraftAdoption> drafts;

    Identity(
            JdbcClient jdbc,
            Callers callers,
            Frames frames,
            Sessions sessions,
            SessionCookie cookie,
            ObjectProvider<DraftAdoption> drafts) {
        this.jdbc = jdbc;
        this.callers = callers;
        this.frames = frames;
        this.sessions = sessions;
        this.cookie = cookie;
        this.drafts = drafts;
    }

    /** Who comes with the request, for code that isn't a handler. */
    public Caller caller(HttpServletRequest request) {
        return callers.of(request);
    }

    /** The frame of the request's page, for code that isn't a handler. */
    public Frame frame(HttpServletRequest request) {
        return frames.of(request);
    }

    /**
     * The caller, with a session from now on, which a visitor needs in order to draft something. Call it when there is
     * something to keep, outside of a transaction, and not for whoever only reads.
     */
    public Caller keep(HttpServletRequest request, HttpServletResponse response) {
        return callers.keeping(request, response);
    }

    /** How the caller comes to sign in; a session that he has ends with that. */
    public Arrival arrival(HttpServletRequest request) {
        return Arrival.of(request, cookie.read(request).orElse(null));
    }

    /** Gives the browser the token of a session that was begun. */
    public void begun(HttpServletRequest request, HttpServletResponse response, Secret token) {
        cookie.write(request, response, token);
    }

    /** Ends the session of this token in the caller's transaction. */
    public void end(Secret token) {
        Transactions.required();
        sessions.signOut(token);
    }

    /** Hands over to the person what a drafting session owned, in the transaction that signs in. */
    public void adopt(UUID drafting, PersonId person) {
        Transactions.required();
        drafts.forEach(each -> each.adopt(drafting, person));
    }

    /** The person, if the caller's transaction may read about him. */
    public Optional<Person> person(PersonId person) {
        return Optional.ofNullable(persons(List.of(person)).get(person));
    }

    /** Those of the persons whom the caller's transaction may read about; one query for all. */
    public Map<PersonId, Person> persons(Collection<PersonId> persons) {
        Transactions.required();
        if (persons.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select id, name, name_proved, language from identity.person where id = any(?)")
                .param(values(persons))
                .query((row, _) -> new Person(
                        new PersonId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getString(4)))
                .stream()
                .collect(Collectors.toMap(Person::id, Function.identity()));
    }

    private static UUID[] values(Collection<PersonId> persons) {
        return persons.stream().map(PersonId::value).toArray(UUID[]::new);
    }

    /** Whoever acts has another name from now on, in his own transaction; false if his name has been proved. */
    public boolean rename(String name) {
        Transactions.required();
        return jdbc.sql("select identity.rename(?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    /** The person is written to in this language from now on, in his own transaction. */
    public void prefer(PersonId person, String language) {
        Transactions.required();
        jdbc.sql("update identity.person set language = ? where id = ?")
                .params(language, person.value())
                .update();
    }

    /**
     * Has this many messages more wait for each of the persons, fewer if negative, and as often as he is named; shown on
     * every page.
     */
    public void countUnread(Collection<PersonId> persons, int more) {
        Transactions.required();
        jdbc.sql("select identity.count_unread(?, ?)")
                .params(values(persons), more)
                .query((_, _) -> true)
                .list();
    }
}
