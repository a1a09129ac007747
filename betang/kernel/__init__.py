"""What every module stands on: accounts, errors, the web's headers and health, exchange of files."""
