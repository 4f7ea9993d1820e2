// What only the browser can do for the page around the elements: its language, its title, Streamlit's own words in the
// reader's language, and charts that fit the paper. Runs at the first visit and whenever `data` changes.

const PAPER = 700 // width of an A4 page between its margins, in CSS pixels

export default function ({ data }) {
  const root = document.documentElement
  root.lang = data.lang
  root.dir = data.dir
  document.title = data.title

  // Streamlit has no translation of these; it draws them anew at times, so they are looked after.
  const words = () => {
    const skip = document.querySelector('[data-testid="stSkipToContent"]')
    if (skip && skip.textContent !== data.skip) skip.textContent = data.skip
    for (const button of document.querySelectorAll('[data-testid="stSelectbox"] button[aria-label]')) {
      if (button.ariaLabel !== data.open) button.ariaLabel = data.open
    }
    for (const button of document.querySelectorAll('[data-testid="stTextInput"] button[aria-label]')) {
      if (button.ariaLabel !== data.clear) button.ariaLabel = data.clear
    }
  }
  words()
  window.abwabWords?.disconnect()
  window.abwabWords = new MutationObserver(words)
  window.abwabWords.observe(document.body, { childList: true, subtree: true })

  const charts = () => document.querySelectorAll(".stElementContainer:has(.js-plotly-plot)")
  window.onbeforeprint = () => {
    for (const chart of charts()) chart.style.zoom = Math.min(1, PAPER / chart.offsetWidth)
  }
  window.onafterprint = () => {
    for (const chart of charts()) chart.style.zoom = ""
  }

  // What stands above a button goes to the clipboard, where the browser has one for this page.
  root.classList.toggle("abwab-copies", Boolean(navigator.clipboard))
  document.onclick = async ({ target }) => {
    const button = target.closest?.(".abwab-copy")
    if (!button) return
    await navigator.clipboard.writeText(button.previousElementSibling.textContent)
    const label = button.textContent
    button.setAttribute("aria-live", "polite")
    button.textContent = button.dataset.done
    setTimeout(() => { button.textContent = label }, 2000)
  }
}
