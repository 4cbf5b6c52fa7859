"""What was done, by whom and why: every event in one chain that nobody can change unseen."""
