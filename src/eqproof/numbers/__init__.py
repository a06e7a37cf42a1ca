"""The numeric interpreter: a formula at a point."""
