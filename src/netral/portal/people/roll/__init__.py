"""The list of officials as a file that a clerk uploads: read, checked, compared, shown, and only then taken over."""
