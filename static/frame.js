// On the page around the frames: gives each of our charts the height that it reports.
addEventListener("message", (event) => {
  if (event.data?.abwab !== "height" || !(event.data.height > 0)) return
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === event.source) frame.style.height = `${event.data.height}px`
  }
})
