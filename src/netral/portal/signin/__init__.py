"""Who is this, proved how? Signing in, second factors, sessions; and the one door that roles open."""
