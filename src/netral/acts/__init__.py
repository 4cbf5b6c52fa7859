"""What somebody did: one canonical record of an act, and the exact readers of exports that hold acts."""
