"""What is read about people: the structure on a day, who led what, persons and lists."""
