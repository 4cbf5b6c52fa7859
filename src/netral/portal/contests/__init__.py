"""Contests and who stands in them, and the rulebook in use: what the patrols of an agency go by."""
