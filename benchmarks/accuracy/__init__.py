"""How accurate claimcheck and its peers are, on the same documents in one run."""
