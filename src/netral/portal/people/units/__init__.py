"""The tree of units: who keeps it, how a unit comes, changes its name or its place, and ends."""
