// In the frame: tells the page around it the chart's height, at first and whenever it changes.
// WordPress frames an embed in a sandbox, names the frame by a secret in its address, and understands messages of its own
// form only: height, and link for an address to open, since nothing in the sandbox can leave it. It opens an address of
// the embed's own host, no other.
const secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret")
const send = (message, value) => parent.postMessage({ message, value, secret }, "*")
const tell = () => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
  parent.postMessage({ abwab: "height", height }, "*")
  if (secret) send("height", height)
}
new ResizeObserver(tell).observe(document.documentElement)
tell()
if (secret) {
  // WordPress loads its script at the end of the page. It says so then, since earlier messages are lost.
  addEventListener("message", ({ data }) => data?.message === "ready" && tell())
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]")
    if (!link || event.defaultPrevented) return
    event.preventDefault()
    send("link", link.href)
  })
}
