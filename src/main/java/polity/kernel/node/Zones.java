// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The zones in which a handler exists. A handler without it exists nowhere; in other zones it answers 404. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Zones {
    Zone[] value();
}
