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
    const lists = '[data-testid="stMultiSelect"]'
    for (const part of document.querySelectorAll(`${lists} button[aria-label], ${lists} span[aria-label]`)) {
      const label = part.ariaLabel
      const said = { Open: data.open, "Clear all": data.none, "Selected values": data.chosen }[label]
        ?? (label.startsWith("Remove ") ? data.remove.replace("{name}", label.slice(7)) : label)
      if (said !== label) part.ariaLabel = said
    }
    for (const option of document.querySelectorAll('[data-testid$="VirtualDropdown"] [role="option"] span')) {
      if (option.textContent === "No results") option.textContent = data.nothing
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
}
