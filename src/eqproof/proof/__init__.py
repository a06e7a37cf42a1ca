"""Deciding a link: exact argument, sampled numbers, verdict."""
