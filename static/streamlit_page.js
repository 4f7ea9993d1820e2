// The changes to Streamlit's page that only the browser can make: its language, its title, Streamlit's own words in the
// reader's language, and charts that fit the paper. The values are in #abwab-document (page_language.html). This is not a
// component of Streamlit, because components run from blob: addresses, which the content security policy would have to
// allow.

const PAPER = 700 // width of an A4 page between its margins, in CSS pixels

// Streamlit sometimes rewrites its words and the title, so they are set again after each change of the page.
const put = (element, name, value) => {
  if (element && element[name] !== value) element[name] = value
}

// Streamlit's word in an element and the translation in its place, so that it can be translated into another language.
const written = new WeakMap()
const translate = (element, name, inWords) => {
  const before = written.get(element)
  const english = before?.shown === element[name] ? before.english : element[name]
  const shown = inWords(english)
  written.set(element, { english, shown })
  put(element, name, shown)
}

const LABELLED = ':is([data-testid="stSelectbox"], [data-testid="stTextInput"], [data-testid="stMultiSelect"]) :is(button, span)[aria-label]'
const OPTIONS = '[data-testid$="VirtualDropdown"] [role="option"] span'

const speak = () => {
  const said = document.getElementById("abwab-document")?.dataset
  if (!said) return
  put(document.documentElement, "lang", said.lang)
  put(document.documentElement, "dir", said.dir)
  put(document, "title", said.title)
  put(document.querySelector('[data-testid="stSkipToContent"]'), "textContent", said.skip)
  const words = {
    Open: said.open, "Clear entry": said.clear, "Clear all": said.none, "Selected values": said.chosen, "No results": said.nothing,
  }
  const inWords = text => words[text] ?? text.replace(/^Remove (.*)/, (_, name) => said.remove.replace("{name}", name))
  for (const part of document.querySelectorAll(LABELLED)) translate(part, "ariaLabel", inWords)
  for (const option of document.querySelectorAll(OPTIONS)) {
    if (option.textContent === "No results" || written.has(option)) translate(option, "textContent", inWords)
  }
}

new MutationObserver(speak).observe(document, { childList: true, subtree: true })

const charts = () => document.querySelectorAll(".stElementContainer:has(.js-plotly-plot)")
window.addEventListener("beforeprint", () => {
  for (const chart of charts()) chart.style.zoom = Math.min(1, PAPER / chart.offsetWidth)
})
window.addEventListener("afterprint", () => {
  for (const chart of charts()) chart.style.zoom = ""
})

// A copy button copies the picture that it names, else the text above it, if the browser offers this page a clipboard.
const copy = async ({ dataset, previousElementSibling }) => {
  if (!dataset.picture) return navigator.clipboard.writeText(previousElementSibling.textContent)
  // Safari wants the promise of the picture, and not the picture after a wait.
  const picture = fetch(dataset.picture).then(answer => answer.blob())
  return navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
}
document.documentElement.classList.toggle("abwab-copies", Boolean(navigator.clipboard))
document.documentElement.classList.toggle("abwab-shares", Boolean(navigator.share))
document.addEventListener("click", async ({ target }) => {
  const { title, address } = target.closest?.(".abwab-share")?.dataset ?? {}
  if (address) navigator.share({ title, url: address }).catch(() => {}) // the reader thought better of it
  const button = target.closest?.(".abwab-copy")
  if (!button) return
  await copy(button)
  const label = button.textContent
  button.setAttribute("aria-live", "polite")
  button.textContent = button.dataset.done
  setTimeout(() => { button.textContent = label }, 2000)
})

// The choices above the pictures of a chart change the addresses of all of them, and of their previews.
document.addEventListener("change", ({ target }) => {
  const { choice, value } = target.dataset ?? {}
  if (!choice) return
  const chosen = link => {
    const address = new URL(link, document.baseURI)
    if (target.checked) address.searchParams.set(choice, value)
    else address.searchParams.delete(choice)
    return address.href
  }
  const panel = target.closest("details")
  for (const link of panel.querySelectorAll(".abwab-pictures a")) link.href = chosen(link.href)
  for (const preview of panel.querySelectorAll(".abwab-pictures img")) preview.src = chosen(preview.src)
  for (const button of panel.querySelectorAll("[data-picture]")) button.dataset.picture = chosen(button.dataset.picture)
})
