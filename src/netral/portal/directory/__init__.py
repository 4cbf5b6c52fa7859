"""Who works where, since when, and who may do what: agencies, units, officials, mandates; everything with dates."""
