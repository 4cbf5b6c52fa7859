"""What has been kept for long enough, and may it go? Held, approved by one person, destroyed by another, on record."""
