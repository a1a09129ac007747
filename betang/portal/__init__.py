"""What people meet first: the home page, the rules of law, navigation."""
