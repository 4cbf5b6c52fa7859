"""From bytes to records: what a file is, how it is opened, and where each of its records begins."""
