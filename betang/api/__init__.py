"""The doors for programs: `/api/v1/`. What is asked and answered is JSON; errors are sentences in `detail`."""
