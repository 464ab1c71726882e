// SPDX-License-Identifier: Apache-2.0
// Makes pages nicer that already work without it. Every word it shows comes from the page.

function focusErrorSummary() {
  const summary = document.querySelector(".govuk-error-summary")
  if (summary) summary.focus()
}

// A link of the error summary moves to the question, so that its label is seen, and puts the cursor into it.
function linkErrorsToQuestions() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".govuk-error-summary a[href^='#']")
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!field) return
    event.preventDefault()
    const question = field.closest(".govuk-form-group") ?? field
    question.scrollIntoView()
    field.focus({ preventScroll: true })
  })
}

function countCharacters() {
  for (const group of document.querySelectorAll("[data-polity-maximum]")) {
    const field = group.querySelector("textarea, input")
    const message = group.querySelector(".govuk-character-count__message")
    if (!field || !message) continue
    const maximum = Number(group.dataset.polityMaximum)
    const plural = new Intl.PluralRules(document.documentElement.lang)
    const number = new Intl.NumberFormat(document.documentElement.lang)
    const status = message.cloneNode(false)
    status.removeAttribute("id")
    status.setAttribute("aria-hidden", "true")
    message.classList.add("govuk-visually-hidden")
    message.after(status)
    const announcement = status.cloneNode(false)
    announcement.className = "govuk-visually-hidden"
    announcement.removeAttribute("aria-hidden")
    announcement.setAttribute("aria-live", "polite")
    status.after(announcement)
    let pause

    const tell = () => {
      // Counted as the server counts: code points, a line break as one.
      const left = maximum - [...field.value.replace(/\r\n/g, "\n")].length
      const amount = Math.abs(left)
      const kind = left < 0 ? "over" : "left"
      const pattern = message.dataset[kind + (plural.select(amount) === "one" ? "One" : "Other")] ?? ""
      status.textContent = pattern.replace("{count}", number.format(amount))
      status.classList.toggle("polity-character-count__message--over", left < 0)
      clearTimeout(pause)
      pause = setTimeout(() => (announcement.textContent = status.textContent), 1000)
    }
    field.addEventListener("input", tell)
    tell()
  }
}

// Two clicks on a button that sends something send it once. The server refuses the second one in any case.
function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target
    if (form.method !== "post" || event.defaultPrevented) return
    if (form.dataset.politySent) {
      event.preventDefault()
      return
    }
    form.dataset.politySent = "true"
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true")
  })
  // The page came back from the browser's memory: it may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return
    for (const form of document.querySelectorAll("form[data-polity-sent]")) {
      delete form.dataset.politySent
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled")
    }
  })
}

function nameChosenFiles() {
  for (const input of document.querySelectorAll("input[type='file']")) {
    const chosen = input.parentElement.querySelector("[data-polity-chosen]")
    if (!chosen || !input.multiple) continue
    input.addEventListener("change", () => {
      chosen.textContent = input.files.length > 1 ? [...input.files].map((file) => file.name).join(" · ") : ""
    })
  }
}

// "None of these" and the other answers exclude each other.
function excludeNone() {
  document.addEventListener("change", (event) => {
    const box = event.target
    if (box.type !== "checkbox" || !box.checked) return
    const group = box.closest("[data-polity-checkboxes]")
    if (!group) return
    const exclusive = box.hasAttribute("data-polity-exclusive")
    for (const other of group.querySelectorAll("input[type='checkbox']")) {
      if (other === box || other.name !== box.name) continue
      if (exclusive || other.hasAttribute("data-polity-exclusive")) other.checked = false
    }
  })
}

// Paper shows what the screen had folded away.
function unfoldForPrint() {
  let folded = []
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")]
    for (const details of folded) details.open = true
  })
  window.addEventListener("afterprint", () => {
    for (const details of folded) details.open = false
  })
}

// What goes on will be done in a moment: the page comes again when it is.
function lookAgain() {
  let looks = 0
  const said = (page) => page.querySelector("main")?.textContent
  // As the server sent it, before anything else here changes the page.
  const before = said(document)
  const look = async () => {
    if (!document.querySelector("[data-polity-progress]") || ++looks > 90) return
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } })
      const page = new DOMParser().parseFromString(await answer.text(), "text/html")
      if (answer.ok && said(page) !== before) return location.reload()
    } catch {
      // No connection at the moment: the next look may have one.
    }
    setTimeout(look, 1500)
  }
  setTimeout(look, 1000)
}

lookAgain()
focusErrorSummary()
linkErrorsToQuestions()
countCharacters()
sendOnce()
nameChosenFiles()
excludeNone()
unfoldForPrint()
