"""Who works where: units, posts, employees, dated assignments, lines of reporting, teams, absences, grants."""
