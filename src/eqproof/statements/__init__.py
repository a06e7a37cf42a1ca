"""From the formulas of a page to the links that are decided."""
