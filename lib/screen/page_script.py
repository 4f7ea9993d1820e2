"""What Streamlit runs at each visit and each choice."""

from lib.screen.frame import show_page

show_page()
