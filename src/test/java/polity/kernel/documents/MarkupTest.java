// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MarkupTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>unclosed",
                "<p>&nbsp;</p>",
                "<script>alert(1)</script>",
                "<iframe src=\"x\"></iframe>",
                "<object data=\"file:///etc/passwd\"></object>",
                "<form><input/></form>",
                "<p onclick=\"x()\">x</p>",
                "<a href=\"javascript:x()\">x</a>",
                "<a href=\"file:///etc/passwd\">x</a>",
                "<img src=\"file:///etc/passwd\" alt=\"x\"/>",
                "<img src=\"http://127.0.0.1/x.png\" alt=\"x\"/>",
                "<img src=\"data:image/svg+xml;base64,AAAA\" alt=\"x\"/>",
                "<img src=\"data:image/png;base64,AAAA\"/>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" alt=\"x\"><text>x</text></svg>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" alt=\"x\"><image href=\"x\"/></svg>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" alt=\"x\"><path style=\"fill:url(http://x/)\"/></svg>",
                "<p style=\"background:url('http://127.0.0.1/')\">x</p>",
                "<p style=\"background:URL( file:///etc/passwd )\">x</p>",
                "<style>p{background:u\\72l(http://127.0.0.1/)}</style>",
                "<style>p{background:\\u\\rl(http://127.0.0.1/)}</style>",
                "<style>@\\69mport 'http://127.0.0.1/';</style>",
                "<style>@import 'http://127.0.0.1/';</style>",
                "<style>@IMPORT 'http://127.0.0.1/';</style>",
                "<style>@font-face{font-family:x;src:url(data:font/ttf;base64,AA)}</style>",
                "<style>p{background:u/**/rl(http://127.0.0.1/)}</style>",
            })
    void what_a_document_may_not_have_is_refused(String body) {
        assertThatThrownBy(() -> Markup.parse("<html><body>" + body + "</body></html>", "en"))
                .isInstanceOf(RefusedMarkup.class);
    }

    @Test
    void entities_and_foreign_document_types_are_refused() {
        var bomb = "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><html><body>&x;</body></html>";
        assertThatThrownBy(() -> Markup.parse(bomb, "en")).isInstanceOf(RefusedMarkup.class);
    }

    @Test
    void a_fault_is_told_with_its_place() {
        assertThatThrownBy(() -> Markup.parse("<html>\n<body><p></body></html>", "en"))
                .isInstanceOf(RefusedMarkup.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void an_html5_document_type_is_fine_and_the_language_is_set() {
        var markup = Markup.parse("<!doctype HTML>\n<html lang=\"de\"><body><p>Grüße</p></body></html>", "zh-Hans");
        assertThat(markup.document().getDocumentElement().getAttribute("lang")).isEqualTo("zh-Hans");
        assertThat(markup.text()).contains("Grüße");
    }
}
