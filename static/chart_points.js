// The points of a chart: links over its marks, by pointer, by touch and by keyboard. Arrows move through them in reading
// order, a screen reader speaks each, Enter does what a press does, Escape leaves.

// The reader's address with another edition in focus.
const atEdition = edition => {
  const address = new URL(location)
  address.searchParams.set("edition", edition)
  return address.href
}

// The page changes as by the back button: without loading anew.
const goTo = address => {
  history.pushState({}, "", address)
  dispatchEvent(new PopStateEvent("popstate"))
}

const nameOf = point => point.ariaLabel.split("\n", 1)[0]
// The point by which the edition in focus was changed: it has the keyboard's focus again once the chart is drawn anew.
let left = null

const makePoint = ({ lines, edition, row, href, place, margin }) => {
  const point = document.createElement("a")
  const [left, top, width, height] = place.map((part, side) => `calc(${part * 100}% + ${margin[side]}px)`)
  Object.assign(point.style, { left, top, width, height })
  point.className = "abwab-point"
  point.tabIndex = -1
  point.ariaLabel = lines.join("\n")
  point.dataset.edition = edition ?? ""
  point.dataset.row = row ?? 0
  if (href || edition) point.href = href || atEdition(edition)
  else point.role = "img"
  point.toggleAttribute("data-focuses", !href && Boolean(edition))
  return point
}

const middle = point => {
  const { left, right, top, bottom } = point.getBoundingClientRect()
  return [(left + right) / 2, (top + bottom) / 2]
}

// The nearest point above (-1) or below (1).
const across = (points, from, way) => {
  const [x, y] = middle(from)
  const distance = point => {
    const [toX, toY] = middle(point)
    return (toY - y) * way < 8 ? Infinity : (toY - y) * way * 2 + Math.abs(toX - x)
  }
  const best = points.reduce((one, other) => distance(other) < distance(one) ? other : one)
  return distance(best) < Infinity ? best : from
}

// Puts the points of a chart over `place`, in place of those that were there. `box` is that of its plot area: its left, top,
// width and height as CSS writes them. `light` lets an edition or a row stand out in the drawing, or nothing, for 0.
export const showPoints = (place, points, box, light = () => {}) => {
  for (const old of place.querySelectorAll(":scope > :is(.abwab-points, .abwab-tip)")) old.remove()
  const layer = document.createElement("div")
  layer.className = "abwab-points"
  layer.role = "group"
  layer.ariaLabel = place.dataset.hint
  Object.assign(layer.style, box)
  layer.append(...points.map(makePoint))
  const all = [...layer.children]
  const tip = document.createElement("div")
  tip.className = "abwab-tip"
  tip.ariaHidden = "true" // the points say the same
  tip.hidden = true
  place.append(layer, tip)
  light(0)
  if (!all.length) return

  const show = point => {
    tip.replaceChildren(...point.ariaLabel.split("\n").map(line => Object.assign(document.createElement("span"), { textContent: line })))
    tip.hidden = false
    const [x, y] = middle(point)
    const { left, top, width } = place.getBoundingClientRect()
    const half = tip.offsetWidth / 2
    tip.style.left = `${Math.max(half, Math.min(width - half, x - left)) - half}px`
    const above = point.getBoundingClientRect().top - top - tip.offsetHeight - 6
    tip.style.top = `${above > -60 ? above : y - top + 20}px`
    for (const other of all) other.classList.toggle("abwab-same", Boolean(point.dataset.edition) && other.dataset.edition === point.dataset.edition)
    light(Number(point.dataset.edition), Number(point.dataset.row))
  }
  const hide = () => {
    tip.hidden = true
    for (const point of all) point.classList.remove("abwab-same")
    light(0)
  }
  const enter = point => {
    for (const other of all) other.tabIndex = other === point ? 0 : -1
    point.focus()
  }

  let shown = null // the point that a finger has touched first
  layer.addEventListener("pointerover", ({ target }) => target.matches(".abwab-point") && show(target))
  layer.addEventListener("pointerout", ({ pointerType }) => pointerType !== "touch" && (layer.contains(document.activeElement) ? show(document.activeElement) : hide()))
  layer.addEventListener("focusin", ({ target }) => show(target))
  layer.addEventListener("focusout", () => { hide(); shown = null })
  layer.addEventListener("click", event => {
    const point = event.target.closest(".abwab-point")
    if (!point?.href || event.ctrlKey || event.metaKey || event.shiftKey) return
    // A finger cannot point without a press: the first one shows what a second one leads to.
    if (event.pointerType === "touch" && shown !== point && !("focuses" in point.dataset)) {
      event.preventDefault()
      shown = point
      show(point)
    } else if ("focuses" in point.dataset) {
      event.preventDefault()
      if (document.activeElement === point) left = { chart: place.dataset.chart, name: nameOf(point) }
      goTo(point.href)
    }
  })
  layer.addEventListener("keydown", event => {
    const at = all.indexOf(event.target)
    const onwards = document.documentElement.dir === "rtl" ? -1 : 1
    const step = { ArrowRight: onwards, ArrowLeft: -onwards }[event.key]
    if (step) enter(all[Math.max(0, Math.min(all.length - 1, at + step))])
    else if (event.key === "Home") enter(all[0])
    else if (event.key === "End") enter(all.at(-1))
    else if (event.key === "ArrowDown") enter(across(all, event.target, 1))
    else if (event.key === "ArrowUp") enter(across(all, event.target, -1))
    else if (event.key === "Escape") {
      place.tabIndex = -1
      place.focus({ preventScroll: true })
    } else return
    event.preventDefault()
  })
  all[0].tabIndex = 0
  if (left?.chart === place.dataset.chart) {
    enter(all.find(point => "focuses" in point.dataset && nameOf(point) === left.name) ?? all[0])
    left = null
  }
}
