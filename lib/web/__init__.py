"""The web addresses: pages, embeds, copies of charts, press kits, data, and the static site. No Streamlit."""
