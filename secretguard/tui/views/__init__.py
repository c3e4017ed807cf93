"""Frozen view-models: pure functions from states to what a screen draws."""
