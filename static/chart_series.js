// One series of a drawing stands out, and the others are pale: marks and names of an edition, or of a row with a title.
// Only the screen shows it. The server says to which edition each mark belongs, trace by trace, and each annotation
// ("series"), and in which row it stands ("rows"); 0 is none, and stays as it is. Plotly keeps the number of a trace and
// of a mark on what it draws (lib/framework.py names that).

const marksOf = (group, owners) => typeof owners === "number"
  ? [[group, owners]]
  : [...group.querySelectorAll(".point, .textpoint")].map(mark => [mark, owners[mark.__data__?.i]])

const owned = (graph, { traces, names }) => [
  ...[...graph.querySelectorAll(".trace")].flatMap(group => marksOf(group, traces[group.__data__?.[0]?.trace?.index] ?? 0)),
  ...[...graph.querySelectorAll(".annotation")].map(name => [name, names[name.dataset.index]]),
]

// Lets an edition or a row stand out, or nothing, for 0. A drawing without series stays as it is.
export const lightSeries = (graph, series, lit) => {
  for (const pale of graph.querySelectorAll(".abwab-pale")) pale.classList.remove("abwab-pale")
  const parts = series && lit ? owned(graph, series) : []
  if (!parts.some(([, owner]) => owner === lit)) return
  for (const [part, owner] of parts) part.classList.toggle("abwab-pale", Boolean(owner && owner !== lit))
}
