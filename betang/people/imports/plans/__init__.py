"""What a file would change: rows compared with what is recorded. Nothing here touches the database or the clock."""
