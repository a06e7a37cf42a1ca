"""LaTeX to syntax tree and back; knows no Markdown and no mathematics beyond syntax."""
