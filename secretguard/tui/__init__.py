"""The screens: each owns its file, asks the desk, draws a frozen view. No widget reads the vault."""
