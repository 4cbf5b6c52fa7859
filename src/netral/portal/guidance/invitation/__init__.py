"""Is this invitation a campaign? Six answers, a sign or none in each; nothing is stored about who asks."""
