"""A copy of everything that the portal knows, from which it comes back on another machine and another database."""
