// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceType;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;

/**
 * The second lock behind {@link Markup}: while a document is rendered, no file and no address is opened, whatever its
 * HTML, its style sheet or its pictures ask for.
 */
final class NothingFetched {
    private NothingFetched() {}

    static void in(PdfRendererBuilder builder) {
        builder.useExternalResourceAccessControl(
                NothingFetched::allowed, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.useExternalResourceAccessControl(
                NothingFetched::allowed, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        builder.useUriResolver((base, uri) -> picture(uri) ? uri : null);
    }

    private static boolean allowed(String uri, ExternalResourceType type) {
        return type == ExternalResourceType.IMAGE_RASTER && picture(uri);
    }

    private static boolean picture(String uri) {
        return uri.startsWith("data:image/png;base64,") || uri.startsWith("data:image/jpeg;base64,");
    }
}
