// Answers in JSON by their address. A change of the reader's mind must not fetch them again, and a page has few of them.
const MOST_ANSWERS = 60

export const keepAnswers = () => {
  const answers = new Map()
  return address => {
    const known = answers.get(address)
    if (known) return known
    const coming = fetch(address).then(answer => answer.ok ? answer.json() : Promise.reject(answer.status))
    coming.catch(() => answers.delete(address))
    answers.set(address, coming)
    if (answers.size > MOST_ANSWERS) answers.delete(answers.keys().next().value)
    return coming
  }
}
