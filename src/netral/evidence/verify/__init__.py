"""Does it hold? What anybody can find out with the files alone: no database, no network, no trust in us."""
