"""Jobs on screens: the administrator's list with retry, and the page on which one follows a job of one's own."""
