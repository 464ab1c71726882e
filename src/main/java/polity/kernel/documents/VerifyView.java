// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import polity.kernel.page.Block;
import polity.kernel.page.Question;

/** The two ways to verify a document. */
record VerifyView(
        String title,
        String text,
        Question.Input code,
        Question.Upload file,
        Block.Button byCode,
        Block.Button byFile) {}
