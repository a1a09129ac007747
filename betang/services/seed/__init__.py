"""Two years of made-up requests for the demo city, drawn by the column and written in bulk."""
