"""Reads the LaTeX of a page and decides whether its equations hold."""
