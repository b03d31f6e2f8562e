"""Days as people say them where one is asked: a date of birth, a season, a day of no calendar."""
