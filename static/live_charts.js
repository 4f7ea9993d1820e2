// The live charts: Plotly draws the figure of an address in each place that a page has for a chart (live_chart.html).

import { splitLines } from "./chart_lines.js"
import { showPoints } from "./chart_points.js"
import { lightSeries } from "./chart_series.js"
import { keepAnswers } from "./kept_answers.js"

const DARK = matchMedia("(prefers-color-scheme: dark)")
const root = document.getElementById("root")

let plotly
const loadPlotly = () => {
  plotly ??= import(new URL(root.dataset.plotly, document.baseURI))
  plotly.catch(() => { plotly = undefined })
  return plotly
}

const loadFigure = keepAnswers()

// Streamlit replaces the place of a chart whenever its address changes. The drawing goes on to the new place, and stays
// there until the new one stands: nothing is ever empty or moves.
const drawings = new Map() // the id of a chart -> its drawing

const isNarrow = place => Boolean(getComputedStyle(place).getPropertyValue("--narrow"))

// The box of a drawing's plot area.
const plotBox = graph => {
  const frame = graph.parentNode.getBoundingClientRect()
  const { left, top, width, height } = graph.querySelector("rect.bg").getBoundingClientRect()
  const box = { left: left - frame.left, top: top - frame.top, width, height }
  return Object.fromEntries(Object.entries(box).map(([side, pixels]) => [side, `${pixels}px`]))
}

const draw = async (place, drawing) => {
  const address = place.dataset.figure + (DARK.matches ? "&theme=dark" : "")
  const [figure] = await Promise.all([loadFigure(address), loadPlotly(), document.fonts.ready])
  if (!place.isConnected || !place.clientWidth) return
  const { data, layout, points, series, rows, grows } = figure.narrow && isNarrow(place) ? figure.narrow : figure
  const width = place.clientWidth
  const height = grows && isEnlarged(place) ? Math.max(layout.height, innerHeight - HEADING_HEIGHT) : layout.height
  const now = `${address} ${width} ${height}`
  const { graph } = drawing
  const done = () => Object.assign(graph.parentNode, { ariaBusy: null }).dataset.drawn = ""
  if (drawing.now === now) return done() // it has come here from another place
  drawing.now = now
  graph.style.height = `${height}px`
  place.style.height = isEnlarged(place) ? `${height}px` : ""
  // Plotly writes into what it is given, and the figure is used again at another width.
  await window.Plotly.react(graph, structuredClone(data), { ...structuredClone(layout), width, height }, { staticPlot: true })
  splitLines(graph)
  showPoints(graph.parentNode, points, plotBox(graph), (edition, row) => lightSeries(graph, row ? rows : series, row || edition))
  done()
}

// Draws a chart, and tries again where the server can't be reached. Until then the drawing before it is pale.
const RETRY_MS = 2000
const keepDrawn = place => draw(place, drawingOf(place.dataset.chart)).catch(() => {
  drawingOf(place.dataset.chart).now = ""
  setTimeout(() => place.isConnected && keepDrawn(place), RETRY_MS)
})

// A chart with its headline, as large as the screen. The browser's own key, Escape, leaves it again.
const HEADING_HEIGHT = 200 // what stands above the chart there, and below it, in pixels
const frameOf = place => place.closest('[class*="st-key-opening"]') ?? place.closest('[class*="st-key-graphic-"]')
const isEnlarged = place => document.fullscreenElement?.contains(place) ?? false
const enlargeButton = place => {
  const button = document.createElement("button")
  button.className = "abwab-enlarge"
  button.ariaLabel = button.title = place.dataset.enlarge
  button.addEventListener("click", () => isEnlarged(place) ? document.exitFullscreen() : frameOf(place).requestFullscreen())
  return button
}
document.addEventListener("fullscreenchange", () => {
  for (const place of document.querySelectorAll(".abwab-live")) keepDrawn(place)
})

const drawingOf = chart => {
  const known = drawings.get(chart)
  if (known) return known
  const made = { graph: document.createElement("div"), now: "" }
  drawings.set(chart, made)
  return made
}

// On paper a drawing is not made anew but scaled as it is: static/streamlit_page.js.
const PRINT = matchMedia("print")
const sizes = new ResizeObserver(entries => {
  if (PRINT.matches) return
  for (const { target } of entries) {
    if (target.isConnected) keepDrawn(target)
    else sizes.unobserve(target)
  }
})

const mount = () => {
  for (const place of document.querySelectorAll(".abwab-live:not(:has(> div))")) {
    const drawing = drawingOf(place.dataset.chart)
    const held = drawing.graph.parentNode
    place.append(...(held ? held.children : [drawing.graph, ...(document.fullscreenEnabled ? [enlargeButton(place)] : [])]))
    place.ariaBusy = "true"
    sizes.observe(place) // draws at once, and again at every new width
  }
}

new MutationObserver(mount).observe(root, { childList: true, subtree: true })
mount() // the page may have come before this script
DARK.addEventListener("change", () => {
  for (const place of document.querySelectorAll(".abwab-live")) keepDrawn(place)
})

// What draws charts is most of what a page loads. It is requested while the server runs the page's script, not only when
// there is a chart to draw. Requested before the WebSocket, it would delay that.
if (document.querySelector("#abwab-first .abwab-drawn")) {
  const ahead = new MutationObserver(() => {
    if (!document.querySelector('.stApp:is([data-test-connection-state="CONNECTING"], [data-test-connection-state="CONNECTED"])')) return
    ahead.disconnect()
    loadPlotly()
  })
  ahead.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"] })
}
