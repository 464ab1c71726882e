// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import org.jspecify.annotations.Nullable;

/** Heights of the few faces there are, kept between documents so that a face is only made when a character needs it. */
final class MetricsCache implements FSCacheEx<String, FSCacheValue> {
    private final ConcurrentMap<String, FSCacheValue> values = new ConcurrentHashMap<>();

    @Override
    public void put(String key, FSCacheValue value) {
        values.put(key, value);
    }

    @Override
    public FSCacheValue get(String key, Callable<? extends FSCacheValue> loader) {
        return values.computeIfAbsent(key, k -> {
            try {
                return loader.call();
            } catch (Exception e) {
                throw new RenderingFailed("The measures of a font could not be read.", e);
            }
        });
    }

    @Override
    public @Nullable FSCacheValue get(String key) {
        return values.get(key);
    }
}
