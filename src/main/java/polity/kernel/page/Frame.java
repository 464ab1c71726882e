// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Zone;

/**
 * What every page needs beside its content.
 *
 * @param path path and query of the request
 * @param viewer who is signed in, if anybody
 * @param proof what forms send back against forged requests; absent where nothing is sent (rendering it needs a session)
 * @param navigation the main parts of the face
 * @param footer links at the foot of every page
 */
public record Frame(
        Site site,
        Language language,
        Zone zone,
        String path,
        @Nullable Viewer viewer,
        @Nullable Proof proof,
        List<Link> navigation,
        List<Link> footer) {

    public Frame with(Viewer signedIn) {
        return new Frame(site, language, zone, path, signedIn, proof, navigation, footer);
    }

    public Frame with(Proof proofOfOrigin) {
        return new Frame(site, language, zone, path, viewer, proofOfOrigin, navigation, footer);
    }

    public Frame withNavigation(List<Link> links) {
        return new Frame(site, language, zone, path, viewer, proof, List.copyOf(links), footer);
    }

    public Frame withFooter(List<Link> links) {
        return new Frame(site, language, zone, path, viewer, proof, navigation, List.copyOf(links));
    }

    /** The words of another module in this page's language. */
    public Words words(String module) {
        return site.vocabulary().words(module, language);
    }

    /** The words of the layout and of its components. */
    public Words words() {
        return words("page");
    }

    /** Address of an asset in this zone, like {@code polity.css}. */
    public String asset(String name) {
        return base() + "/assets/" + site.assets().name(name);
    }

    /** Whether officials read this page. */
    public boolean desk() {
        return zone == Zone.DESK;
    }

    /** The first page of this zone. */
    public String home() {
        return desk() ? "/desk" : "/";
    }

    /** Where what both zones have stands in this one: {@code /law} is {@code /desk/law} for officials. */
    public String at(String address) {
        return base() + address;
    }

    String signIn() {
        return base() + "/sign-in";
    }

    String signOut() {
        return base() + "/sign-out";
    }

    String account() {
        return base() + "/account";
    }

    String messages() {
        return base() + "/messages";
    }

    /** Whose pages these are. */
    public String authority() {
        return site.name(language);
    }

    /** For {@code aria-current}: {@code page} at the link itself, {@code true} below it, absent elsewhere. */
    @Nullable
    String current(Link link) {
        var here = path.split("\\?", 2)[0];
        if (here.equals(link.href())) {
            return "page";
        }
        return !link.href().equals(home()) && here.startsWith(link.href() + "/") ? "true" : null;
    }

    private String base() {
        return desk() ? "/desk" : "";
    }

    /** The field that proves that a form came from us. */
    public record Proof(String parameter, String token) {}
}
