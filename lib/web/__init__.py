"""HTTP routes and the static site: pages, embeds, copies of charts, press kits and data. Independent of Streamlit."""
