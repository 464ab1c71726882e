// SPDX-License-Identifier: Apache-2.0
// Rewrites left and right into start and end, so that the components of govuk-frontend also read from right to left.
const renamed = [
  [/([;{\s])(margin|padding)-left(\s*:)/g, "$1$2-inline-start$3"],
  [/([;{\s])(margin|padding)-right(\s*:)/g, "$1$2-inline-end$3"],
  [/([;{\s])border-left(-width|-style|-color)?(\s*:)/g, "$1border-inline-start$2$3"],
  [/([;{\s])border-right(-width|-style|-color)?(\s*:)/g, "$1border-inline-end$2$3"],
  [/([;{\s])left(\s*:)/g, "$1inset-inline-start$2"],
  [/([;{\s])right(\s*:)/g, "$1inset-inline-end$2"],
  [/([;{\s](?:text-align|float|clear)\s*:\s*)left\b/g, "$1start"],
  [/([;{\s](?:text-align|float|clear)\s*:\s*)right\b/g, "$1end"],
]

export function logical(css) {
  const turned = renamed.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), css)
  return turned.replace(/([;{\s](?:float|clear)\s*:\s*)(start|end)\b/g, "$1inline-$2")
}
