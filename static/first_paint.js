// The live page replaces the first paint once its first chart is drawn. Nothing moves: the scroll position is kept.
const first = document.getElementById("abwab-first")
const root = document.getElementById("root")
const LIVE = '.stApp[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'

const live = () => {
  const app = document.querySelector(LIVE)
  if (!app || !app.querySelector("h1") || app.querySelector('[data-testid="stSkeleton"]')) return false
  const chart = [...app.querySelectorAll('[data-testid="stPlotlyChart"]')].find(one => one.checkVisibility())
  return !chart || Boolean(chart.querySelector(".main-svg :is(.xtick, .annotation, .point) "))
}

if (first) {
  const watch = new MutationObserver(() => {
    if (!live()) return
    watch.disconnect()
    requestAnimationFrame(() => {
      const { scrollY } = window
      const held = first.contains(document.activeElement)
      if (first.querySelector(":is(.abwab-opening, .abwab-stacked) .abwab-drawn")) window.abwabSeen?.()
      first.remove()
      const main = document.querySelector('[data-testid="stMain"]')
      if (main) main.scrollTop = scrollY
      if (held) main?.focus({ preventScroll: true })
    })
  })
  watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-script-state", "data-test-connection-state", "d"] })
}

// The module that draws charts is most of what a page loads. It is requested while the server runs the page's script, not
// only when there is a chart to draw. Requested any sooner, it would delay the WebSocket.
if (first?.querySelector(".abwab-drawn")) {
  const ahead = new MutationObserver(() => {
    if (!document.querySelector('.stApp[data-test-connection-state="CONNECTED"]')) return
    ahead.disconnect()
    import(new URL(root.dataset.charts, document.baseURI))
  })
  ahead.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"] })
}
