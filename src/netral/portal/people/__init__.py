"""The pages about people: officials and the import of their list, mandates, conflicts of interest."""
