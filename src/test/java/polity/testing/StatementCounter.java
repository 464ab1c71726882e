// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Tells which SQL statements one request sent, in the running program. Being among the tests, the component scan finds it
 * there only. What the request leaves to other threads isn't counted.
 */
@Configuration(proxyBeanMethods = false)
public class StatementCounter {

    private static final String HEADER = "Polity-Test-Count";
    private static final ScopedValue<Queue<String>> STATEMENTS = ScopedValue.newInstance();
    private static final Map<String, CompletableFuture<List<String>>> AWAITED = new ConcurrentHashMap<>();

    /** An answer, and the statements it took in their order. */
    public record Counted(HttpResponse<String> response, List<String> statements) {}

    /** Sends a request to the running program and counts. */
    public static Counted send(HttpRequest request) {
        String id = UUID.randomUUID().toString();
        var statements = new CompletableFuture<List<String>>();
        AWAITED.put(id, statements);
        HttpResponse<String> response = RunningPolity.send(HttpRequest.newBuilder(request, (_, _) -> true)
                .header(HEADER, id)
                .build());
        // The answer may arrive before the last statement of the request.
        return new Counted(response, statements.orTimeout(30, TimeUnit.SECONDS).join());
    }

    /** The statements that this thread sends during the work. */
    public static List<String> during(Runnable work) {
        var statements = new ConcurrentLinkedQueue<String>();
        ScopedValue.where(STATEMENTS, statements).run(work);
        return List.copyOf(statements);
    }

    @Bean
    FilterRegistrationBean<Filter> countedRequests() {
        Filter filter = (request, response, chain) -> {
            String id = request instanceof HttpServletRequest http ? http.getHeader(HEADER) : null;
            CompletableFuture<List<String>> awaited = id == null ? null : AWAITED.remove(id);
            if (awaited == null) {
                chain.doFilter(request, response);
                return;
            }
            var statements = new ConcurrentLinkedQueue<String>();
            try {
                ScopedValue.where(STATEMENTS, statements).call(() -> {
                    chain.doFilter(request, response);
                    return true;
                });
            } catch (RuntimeException | java.io.IOException | ServletException e) {
                throw e;
            } catch (Exception e) {
                throw new ServletException(e);
            } finally {
                awaited.complete(List.copyOf(statements));
            }
        };
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    static BeanPostProcessor countingDataSource() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? new CountingDataSource(source) : bean;
            }
        };
    }

    private static final class CountingDataSource extends DelegatingDataSource {
        CountingDataSource(DataSource counted) {
            super(counted);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return counting(Connection.class, super.getConnection(), null);
        }
    }

    private static <T> T counting(Class<T> type, T target, @Nullable String prepared) {
        InvocationHandler handler = (_, method, arguments) -> {
            String sql = prepared != null ? prepared : first(arguments);
            if (target instanceof Statement && method.getName().startsWith("execute") && STATEMENTS.isBound()) {
                STATEMENTS.get().add(String.valueOf(sql));
            }
            Object result = invoke(method, target, arguments);
            return switch (result) {
                case CallableStatement statement -> counting(CallableStatement.class, statement, sql);
                case PreparedStatement statement -> counting(PreparedStatement.class, statement, sql);
                case Statement statement -> counting(Statement.class, statement, null);
                case null, default -> result;
            };
        };
        return type.cast(
                Proxy.newProxyInstance(StatementCounter.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable String first(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : null;
    }

    private static @Nullable Object invoke(Method method, Object target, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
