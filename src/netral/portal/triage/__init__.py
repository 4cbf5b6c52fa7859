"""What deserves a closer look? Findings of a patrol and reports, masked, weighed by a person."""
