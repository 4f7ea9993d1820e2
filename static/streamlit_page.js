// The changes to Streamlit's page that only the browser can make: its language, its title, Streamlit's own words in the
// reader's language, and charts that fit the paper. The values are in #abwab-document (page_language.html). This is not a
// component of Streamlit, because components run from blob: addresses, which the content security policy would have to
// allow.

const PAPER = 680 // of a drawing at most: an A4 page has 703 CSS pixels between its margins

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
  put(document.querySelector("[data-scheme]"), "value", window.abwabScheme())
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
speak()

// What stands at the foot of each sheet: title, institution, day, address, each in its own direction.
const credit = () => [document.title, document.getElementById("abwab-document")?.dataset.credit, location.href]
  .map(part => `\u2068${part}\u2069 · `).join("")
window.addEventListener("beforeprint", () => {
  document.documentElement.style.setProperty("--abwab-credit", JSON.stringify(credit()))
  // Drawings are as wide as on the screen. (A zoom of what stands around them has no effect on the width of a sheet.)
  for (const drawing of document.querySelectorAll(".abwab-live > .js-plotly-plot")) {
    const { width, height } = drawing.querySelector(".main-svg").getBoundingClientRect()
    const zoom = Math.min(1, PAPER / width)
    drawing.parentNode.style.setProperty("--paper-zoom", zoom)
    drawing.parentNode.style.setProperty("--paper-tall", `${height * zoom}px`)
  }
})

// A link to another page changes the live page as the browser's own Back and Forward do, without a new document.
document.addEventListener("click", event => {
  const link = event.target.closest?.("#root .abwab-pages a")
  const held = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey // for another tab or window
  if (!link || held || !document.querySelector('.stApp[data-test-connection-state="CONNECTED"]')) return
  event.preventDefault()
  led = true
  history.pushState(null, "", link.href)
  dispatchEvent(new PopStateEvent("popstate"))
})

// The row of pages is written anew at each choice. It stays where it was scrolled to, and whoever followed one of its links
// stays on it.
let led = false, scrolled = 0
document.addEventListener("scroll", ({ target }) => {
  if (target.matches?.("#root .abwab-pages")) scrolled = target.scrollLeft
}, true)
const keepPlace = () => {
  const pages = document.querySelector("#root .abwab-pages:not([data-kept])")
  if (!pages) return
  pages.dataset.kept = ""
  pages.scrollLeft = scrolled
  if (led && document.activeElement === document.body) pages.querySelector("[aria-current]").focus({ preventScroll: true })
  led = false
}
new MutationObserver(keepPlace).observe(document.getElementById("root"), { childList: true, subtree: true })
keepPlace()

// A copy button copies the picture beside it or the text above it, if the browser offers this page a clipboard.
const copy = async button => {
  if (!("picture" in button.dataset)) return navigator.clipboard.writeText(button.previousElementSibling.textContent)
  const link = button.closest("li").querySelector("a[href*='.png']").href
  // Safari wants the promise of the picture, and not the picture after a wait.
  return navigator.clipboard.write([new ClipboardItem({ "image/png": fetch(link).then(answer => answer.blob()) })])
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

// The choices above pictures change the addresses of all of them, and of their previews.
const PICTURES = ":is(a[href*='.png'], a[href*='.svg'], a[href*='.pdf'])"
document.addEventListener("change", ({ target }) => {
  const { choice } = target.dataset ?? {}
  if (!choice) return
  const change = link => {
    const address = new URL(link)
    if (target.type !== "checkbox" || target.checked) address.searchParams.set(choice, target.value)
    else address.searchParams.delete(choice)
    return address.href
  }
  const all = target.closest("details, section")
  for (const link of all.querySelectorAll(`.abwab-pictures ${PICTURES}`)) link.href = change(link.href)
  for (const preview of all.querySelectorAll(".abwab-pictures img")) preview.src = change(preview.src)
})

// The gallery is narrowed to a topic and to the charts that have all the words.
document.addEventListener("input", ({ target }) => {
  if (!target.dataset?.narrow) return
  const gallery = target.closest("section")
  const { value: topic } = gallery.querySelector("[data-narrow=topic]")
  const words = gallery.querySelector("[data-narrow=words]").value.toLocaleLowerCase().split(/\s+/)
  const items = [...gallery.querySelectorAll("li")]
  for (const item of items) {
    const text = item.textContent.toLocaleLowerCase()
    item.hidden = (topic && item.dataset.topic !== topic) || !words.every(word => text.includes(word))
  }
  gallery.querySelector("[data-nothing]").hidden = items.some(item => !item.hidden)
})

// A tab that stays open learns of a new release, when it is looked at again and once a minute, without being renewed by
// itself under its reader's eyes. The release of the page stands in its footer; a page of an older release has none.
const learn = async () => {
  const shown = document.querySelector(".abwab-foot[data-release]")?.dataset.release
  if (document.hidden || !shown) return
  const answer = await fetch("/releases/newest.json", { cache: "no-cache" }).catch(() => null)
  if (!answer?.ok) return
  const newest = (await answer.json()).number
  const line = document.querySelector(".abwab-renewed")
  if (!(newest > Number(shown))) line?.remove()
  else if (!line) {
    const said = document.getElementById("abwab-document").dataset
    const added = document.body.appendChild(document.createElement("p"))
    added.className = "abwab-renewed"
    added.setAttribute("role", "status")
    added.append(`${said.renewed} `)
    const link = added.appendChild(document.createElement("a"))
    link.href = location.href
    link.textContent = said.renew
    link.addEventListener("click", event => { event.preventDefault(); location.reload() })
  }
}
document.addEventListener("visibilitychange", learn)
setInterval(learn, 60_000)
