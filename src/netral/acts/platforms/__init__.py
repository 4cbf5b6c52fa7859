"""What holds for every export of one platform, whichever tool wrote it."""
