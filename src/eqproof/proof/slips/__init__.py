"""The slips that people make in a formula, each as a small change of its tree."""
