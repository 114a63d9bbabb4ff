"""What every room stands on: keys and sealed fields, the trace, accounts, notices, the look."""
