// In the frame: tells the page around it how high the chart is, at first and whenever that changes.
const tell = () => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
  parent.postMessage({ abwab: "height", height }, "*")
}
new ResizeObserver(tell).observe(document.documentElement)
tell()
