// On the page around the frames: gives each chart of ours the height that it asks for.
addEventListener("message", (event) => {
  if (event.data?.abwab !== "height" || !(event.data.height > 0)) return
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === event.source) frame.style.height = `${event.data.height}px`
  }
})
