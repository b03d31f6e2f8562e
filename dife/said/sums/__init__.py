"""How a stay and a price are told again, and changed, in whole sentences."""
