"""The auditor's desk over the ledger of `netral.portal.audit`, and the page on which anybody checks its exports."""
