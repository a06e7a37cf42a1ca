"""Whether the parts of a formula fit together, and the sizes that follow."""
