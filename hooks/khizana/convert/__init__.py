"""From a captured original to an article and the ledger that accounts for every character of it."""
