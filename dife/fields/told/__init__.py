"""What is told with an identity, or of somebody: a trouble, a letter asked for."""
