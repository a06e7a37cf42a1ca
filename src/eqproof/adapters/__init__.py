"""The engine inside other tools."""
