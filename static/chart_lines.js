// WebKit (Safari, every browser on an iPhone) lays out the lines of one SVG text in a right-to-left script as one line
// and misplaces characters: the last digit of 1.150.000 appears in the line of its qualifier. Plotly writes all lines of a
// label into one text, so in such a browser each further line gets its own text element.

const SVG = "http://www.w3.org/2000/svg"
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/
const WATCHED = { childList: true, subtree: true, attributes: true, attributeFilter: ["x", "y", "transform"] }

// Whether the browser draws digits of a second line in the first.
const tears = () => {
  const svg = document.createElementNS(SVG, "svg")
  svg.innerHTML = '<text><tspan x="0" y="100">ما يناهز</tspan><tspan x="0" y="200">1.150.000</tspan></text>'
  svg.style.cssText = "position:absolute;visibility:hidden"
  document.body.append(svg)
  const range = document.createRange()
  range.selectNodeContents(svg.querySelector("tspan + tspan"))
  const torn = range.getBoundingClientRect().height > 60
  svg.remove()
  return torn
}

const copies = new WeakMap() // Plotly's text element -> the text elements of its further lines

const split = text => {
  const [, ...further] = text.querySelectorAll(":scope > tspan.line")
  for (const copy of copies.get(text) ?? []) copy.remove()
  copies.set(text, further.map(line => {
    const copy = text.cloneNode(false)
    copy.removeAttribute("class")
    line.style.display = ""
    copy.append(line.cloneNode(true))
    line.style.display = "none"
    return copy
  }))
  text.after(...copies.get(text))
}

if (tears()) {
  const observer = new MutationObserver(() => {
    observer.disconnect()
    for (const text of document.querySelectorAll(".js-plotly-plot text:has(> tspan.line + tspan.line)")) {
      if (RIGHT_TO_LEFT.test(text.textContent)) split(text)
    }
    observer.observe(document.body, WATCHED)
  })
  observer.observe(document.body, WATCHED)
}
