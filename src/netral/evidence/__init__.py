"""What can be proven later, by somebody who does not trust us: store, ledger, seals, bundles."""
