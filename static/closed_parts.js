// What stands closed under a chart (its table, its sources, how to cite it) is fetched from an address when a reader opens
// it, or is about to. A part that was open stays open where the chart is drawn anew, with what it held until the new comes.

import { keepAnswers } from "./kept_answers.js"

const root = document.getElementById("root")
const CLOSED = "[data-details] details[data-part]"
const RETRY_MS = 2000
const loadDetails = keepAnswers()
const parts = new Map() // the chart and the name of a part -> what it holds, the address of that, whether it is open

const partOf = details => {
  const name = `${details.closest("[data-details]").dataset.of} ${details.dataset.part}`
  if (!parts.has(name)) parts.set(name, { body: document.createElement("div"), now: "", open: false })
  return parts.get(name)
}
const addressOf = details => details.closest("[data-details]").dataset.details

const fill = async details => {
  const part = partOf(details), address = addressOf(details)
  if (part.now === address) return
  part.body.ariaBusy = "true"
  try {
    const html = (await loadDetails(address))[details.dataset.part]
    if (!details.isConnected || addressOf(details) !== address) return
    part.body.innerHTML = html
    Object.assign(part, { now: address }).body.ariaBusy = null
  } catch { // the server can't be reached
    setTimeout(() => details.isConnected && details.open && fill(details), RETRY_MS)
  }
}

const mount = () => {
  for (const details of root.querySelectorAll(`${CLOSED}:not(:has(> div))`)) {
    const part = partOf(details)
    if (part.open) details.open = true
    else Object.assign(part, { now: "" }).body.replaceChildren()
    details.append(part.body)
    if (details.open) fill(details) // its "toggle" may have come before this script
  }
}
new MutationObserver(mount).observe(root, { childList: true, subtree: true })
mount()

root.addEventListener("toggle", ({ target }) => {
  if (!target.matches(CLOSED)) return
  partOf(target).open = target.open
  if (target.open) fill(target)
}, true)

// Whoever points at a part is about to open it; whoever searches the page searches what is closed, too.
for (const kind of ["pointerover", "focusin"]) {
  root.addEventListener(kind, ({ target }) => {
    const details = target.closest(`${CLOSED} > summary`)?.parentNode
    if (details) loadDetails(addressOf(details)).catch(() => {})
  })
}
document.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
  if ((ctrlKey || metaKey) && key.toLowerCase() === "f") for (const details of root.querySelectorAll(CLOSED)) fill(details)
})
