// SPDX-License-Identifier: Apache-2.0
// Compiles src/ into OUTPUT_DIR: content-hashed names, pre-compressed copies, and manifest.properties last.
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, extname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { build, transform } from "esbuild"
import { compile } from "sass"
import { logical } from "./logical.mjs"

const home = dirname(fileURLToPath(import.meta.url))
const output = process.argv[2]
const typeface = join(home, "node_modules/@fontsource/public-sans/files")
const manifest = new Map()

mkdirSync(output, { recursive: true })
for (const name of readdirSync(output)) {
  if (name === "manifest.properties" || /\.[0-9a-f]{12}\./.test(name)) rmSync(join(output, name))
}

for (const subset of ["latin", "latin-ext"]) {
  for (const weight of [400, 700]) {
    const bytes = readFileSync(join(typeface, `public-sans-${subset}-${weight}-normal.woff2`))
    publish(`public-sans-${subset}-${weight}.woff2`, bytes)
  }
}
for (const picture of readdirSync(join(home, "src")).filter((name) => name.endsWith(".svg"))) {
  const drawing = readFileSync(join(home, "src", picture), "utf8")
  publish(picture, Buffer.from(drawing.replace(/<!--[^]*?-->\s*/g, "")), { compress: true })
}
await publishStyles()
await publishScript()
writeFileSync(
  join(output, "manifest.properties"),
  [...manifest].sort().map(([name, hashed]) => `${name}=${hashed}\n`).join(""),
)

async function publishStyles() {
  const compiled = compile(join(home, "src/polity.scss"), {
    loadPaths: [join(home, "node_modules/govuk-frontend/dist")],
    quietDeps: true,
  })
  const small = await transform(logical(compiled.css), { loader: "css", minify: true, legalComments: "none" })
  const linked = small.code.replace(/url\(["']?([\w.-]+)["']?\)/g, (_, name) => `url(${published(name)})`)
  publish("polity.css", Buffer.from(linked), { compress: true })
}

async function publishScript() {
  const bundle = await build({
    entryPoints: [join(home, "src/polity.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    write: false,
    legalComments: "none",
  })
  publish("polity.js", Buffer.from(bundle.outputFiles[0].contents), { compress: true })
}

function published(name) {
  if (!manifest.has(name)) throw new Error(`The styles name ${name}, which web/build does not publish`)
  return manifest.get(name)
}

function publish(name, bytes, { compress = false } = {}) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12)
  const hashed = `${basename(name, extname(name))}.${hash}${extname(name)}`
  writeFileSync(join(output, hashed), bytes)
  if (compress) {
    writeFileSync(join(output, `${hashed}.gz`), gzipSync(bytes, { level: 9 }))
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    writeFileSync(join(output, `${hashed}.br`), brotliCompressSync(bytes, { params: quality }))
  }
  manifest.set(name, hashed)
}
