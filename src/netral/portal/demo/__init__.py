"""What does a demonstration show? A regency that does not exist, its people, and one login per role."""
