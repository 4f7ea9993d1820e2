// In the frame, with interactive=1: the points of the drawing that is there. Their places come with the document, in parts
// of the drawing, so that they grow with it.
import { showPoints } from "./chart_points.js"

const place = document.querySelector(".abwab-embedded")
const drawings = [...place.querySelectorAll(".abwab-drawn")]
const told = JSON.parse(place.querySelector("script").textContent)
const { page } = place.dataset

let shown = -1
const showForWidth = () => {
  const now = drawings.findIndex(drawing => drawing.getBoundingClientRect().width)
  if (now === shown || now < 0) return
  shown = now
  const { points, box } = told[now]
  // What is calculated has no page of its own.
  showPoints(place, points.map(point => ({ ...point, href: point.href || page })), box)
  for (const point of place.querySelectorAll(".abwab-point")) Object.assign(point, { target: "_blank", rel: "noopener" })
}
new ResizeObserver(showForWidth).observe(place)
