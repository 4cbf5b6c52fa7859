"""Migrations of the audit ledger."""
