"""The search of the signed-in shell, over whatever modules let people search."""
