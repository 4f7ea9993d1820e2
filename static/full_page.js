// The server has no room for another session, so only the beginning of the page was sent. Once there is room, the page
// is loaded again, as a whole.
const { again } = document.getElementById("abwab-full").dataset

const look = async () => {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null)
  if (answer?.ok && !answer.headers.has("retry-after")) location.reload()
  else wait()
}
// Not at the same time as all others: after two thirds of the given seconds or up to all of them.
const wait = () => setTimeout(look, again * 1000 * (2 + Math.random()) / 3)

wait()
