"""Netral: election neutrality of Indonesian civil servants."""
