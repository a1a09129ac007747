"""The pages of the footer: privacy, accessibility, how we measure, help. What they say of the system is true of it."""
