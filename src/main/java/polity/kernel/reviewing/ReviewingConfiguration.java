// SPDX-License-Identifier: Apache-2.0
package polity.kernel.reviewing;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.cases.Cases;
import polity.kernel.node.Transactions;

@Configuration(proxyBeanMethods = false)
class ReviewingConfiguration {

    @Bean
    ReviewList reviewList(JdbcClient jdbc) {
        return new ReviewList(jdbc);
    }

    @Bean
    Reviews decisionReviews(Transactions transactions, ReviewList list, Cases cases, InstantSource clock) {
        return new Reviews(transactions, list, cases, clock);
    }

    @Bean
    LeftOpen leftOpen(ReviewList list, InstantSource clock) {
        return new LeftOpen(list, clock);
    }
}
