"""What is handed to a judge: one folder that can be checked without us (BagIt, RFC 8493)."""
