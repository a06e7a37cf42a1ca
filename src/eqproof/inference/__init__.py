"""Proposes what the names of a derivation are, from the lines themselves."""
