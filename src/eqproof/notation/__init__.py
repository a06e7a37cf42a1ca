"""What the names on a page mean: declared, defined, assumed."""
