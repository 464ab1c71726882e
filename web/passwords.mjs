// SPDX-License-Identifier: Apache-2.0
// Writes the passwords that many people use into OUTPUT_FILE, one a line. Shorter ones are refused for their length.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const SHORTEST = 5
const home = dirname(fileURLToPath(import.meta.url))
const list = join(home, "node_modules/@zxcvbn-ts/language-common/src/passwords.json")
const output = process.argv[2]

const known = JSON.parse(readFileSync(list, "utf8")).filter((password) => password.length >= SHORTEST)
mkdirSync(dirname(output), { recursive: true })
writeFileSync(output, [...new Set(known.map((password) => password.toLowerCase()))].sort().join("\n") + "\n")
