"""From records to columns: cells, times, ids and names, a whole block at once."""
