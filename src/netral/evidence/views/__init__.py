"""Copies that can be looked at in place of an original: re-encoded, stripped, with nothing in them that runs."""
