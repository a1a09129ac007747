"""The administrator's screens: what is not settled, the values of law, the city's calendar."""
