// The live page replaces the first paint once its first chart is drawn. Nothing moves: the scroll position is kept.
const first = document.getElementById("abwab-first")
const root = document.getElementById("root")
const LIVE = '.stApp[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'

const live = () => {
  const app = document.querySelector(LIVE)
  if (!app || !app.querySelector("h1") || app.querySelector('[data-testid="stSkeleton"]')) return false
  const chart = app.querySelector(".abwab-live")
  return !chart || "drawn" in chart.dataset
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
  watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-script-state", "data-test-connection-state", "data-drawn"] })
}
