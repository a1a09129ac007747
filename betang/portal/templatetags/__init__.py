"""Where Django looks for the portal's tags."""
