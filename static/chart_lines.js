// WebKit (Safari, every browser on an iPhone) lays out the lines of one SVG text in a right-to-left script as one line
// and misplaces characters: the last digit of 1.150.000 appears in the line of its qualifier. Plotly writes all lines of a
// label into one text, so in such a browser each further line gets its own text element.

const SVG = "http://www.w3.org/2000/svg"
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/

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

const TEARS = tears()

// Gives each further line of the labels of a drawing a text element of its own. To be called after each drawing.
export const splitLines = drawing => {
  if (!TEARS) return
  for (const copy of drawing.querySelectorAll("text.abwab-line")) copy.remove()
  for (const text of drawing.querySelectorAll("text:has(> tspan.line + tspan.line)")) {
    if (!RIGHT_TO_LEFT.test(text.textContent)) continue
    const [, ...further] = text.querySelectorAll(":scope > tspan.line")
    text.after(...further.map(line => {
      const copy = text.cloneNode(false)
      copy.setAttribute("class", "abwab-line")
      line.style.display = ""
      copy.append(line.cloneNode(true))
      line.style.display = "none"
      return copy
    }))
  }
}
