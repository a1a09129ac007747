"""What belongs to HTTP and to no single page: headers, incident codes, language and theme, health, metrics."""
