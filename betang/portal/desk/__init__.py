"""The signed-in home page: what I can do today, my place, my notices, the rules that govern me."""
