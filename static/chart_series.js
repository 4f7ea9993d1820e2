// One series of a drawing stands out, and the others are pale: marks and names of an edition. Only the screen shows it.
// The server says to which edition each mark belongs, trace by trace, and each annotation ("series": 0 is none). Plotly
// keeps the number of a trace and of a mark on what it draws (lib/framework.py names that).

const marksOf = (group, editions) => typeof editions === "number"
  ? [[group, editions]]
  : [...group.querySelectorAll(".point, .textpoint")].map(mark => [mark, editions[mark.__data__?.i]])

const owned = (graph, { traces, names }) => [
  ...[...graph.querySelectorAll(".trace")].flatMap(group => marksOf(group, traces[group.__data__?.[0]?.trace?.index] ?? 0)),
  ...[...graph.querySelectorAll(".annotation")].map(name => [name, names[name.dataset.index]]),
]

// Lets an edition stand out, or none, for 0. A drawing without series stays as it is.
export const lightSeries = (graph, series, edition) => {
  const parts = series ? owned(graph, series) : []
  const known = edition && parts.some(([, owner]) => owner === edition)
  for (const [part, owner] of parts) part.classList.toggle("abwab-pale", Boolean(known && owner && owner !== edition))
}
