// Tables that readers sort by a press on the title of a column. The server gives each title the way in which it sorts
// first (data-sorts), and each cell the number behind its words (data-key): what has none, because nothing was published,
// is last both ways. The first column holds names, in the alphabet of the page's language.

const root = document.getElementById("root")
const OTHER_WAY = { ascending: "descending", descending: "ascending" }

const sortedRows = (rows, column, way) => {
  const sign = way === "ascending" ? 1 : -1
  const { compare } = new Intl.Collator(document.documentElement.lang)
  const key = row => row.cells[column].dataset.key
  const byName = (one, other) => sign * compare(one.cells[0].textContent, other.cells[0].textContent)
  const byNumber = (one, other) => (key(one) === undefined) - (key(other) === undefined) || sign * (key(one) - key(other)) || 0
  return rows.toSorted(column ? byNumber : byName)
}

const sortBy = head => {
  const [body] = head.closest("table").tBodies
  const way = OTHER_WAY[head.ariaSort] ?? head.dataset.sorts
  body.append(...sortedRows([...body.rows], head.cellIndex, way))
  for (const other of head.parentNode.cells) other.ariaSort = other === head ? way : null
}

// A title becomes a button. The column in whose order the server has put the rows is marked.
const offerSorting = table => {
  const [body] = table.tBodies, rows = [...body.rows]
  const heads = [...table.querySelectorAll("th[data-sorts]")]
  for (const head of heads) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "abwab-sort", textContent: head.textContent })
    button.addEventListener("click", () => sortBy(head))
    head.replaceChildren(button)
  }
  const standing = heads.find(head => sortedRows(rows, head.cellIndex, head.dataset.sorts).every((row, place) => row === rows[place]))
  if (standing) standing.ariaSort = standing.dataset.sorts
}

const offerAll = () => {
  for (const table of root.querySelectorAll("table:has(th[data-sorts]):not(:has(.abwab-sort))")) offerSorting(table)
}

new MutationObserver(offerAll).observe(root, { childList: true, subtree: true })
offerAll()
