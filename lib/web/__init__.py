"""What leaves the building: pictures, tables, pages, embeds, kits, and the addresses that serve them. No Streamlit."""
