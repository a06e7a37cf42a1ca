"""The exact interpreter: a formula as one scalar expression for each entry."""
