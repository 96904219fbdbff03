"""Khizana's library: everything of value, with no MkDocs import, no printing and no exit."""
