// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

import polity.kernel.node.NodeSettings;

/** Whether this is a demonstration: only then does the sample provider exist. */
final class InDemonstration implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var beans = context.getBeanFactory();
        return beans != null && beans.getBean(NodeSettings.class).demonstration();
    }
}
