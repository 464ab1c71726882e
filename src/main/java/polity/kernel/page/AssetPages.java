// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import polity.kernel.node.Zone;
import polity.kernel.node.Zones;

/** Styles, scripts, typefaces and pictures, under names that change with their content. */
@Controller
final class AssetPages {

    private final Assets assets;

    AssetPages(Assets assets) {
        this.assets = assets;
    }

    @GetMapping("/assets/{file}")
    @Zones(Zone.PUBLIC)
    void ofPublic(@PathVariable String file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(file, request, response);
    }

    @GetMapping("/desk/assets/{file}")
    @Zones(Zone.DESK)
    void ofDesk(@PathVariable String file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(file, request, response);
    }

    private void send(String file, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Assets.Asset> found = assets.find(file, request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Assets.Asset asset = found.get();
        response.setContentType(asset.type());
        response.setHeader(HttpHeaders.CACHE_CONTROL, Assets.CACHE_CONTROL);
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        asset.coding().ifPresent(coding -> response.setHeader(HttpHeaders.CONTENT_ENCODING, coding));
        response.setContentLength(asset.length());
        asset.writeTo(response.getOutputStream());
    }
}
