"""The one gate out, and its ledger: propose, commit, recall."""
