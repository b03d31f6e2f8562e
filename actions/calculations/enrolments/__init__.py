"""What follows the days of an enrolment: another training, a day moved, « c'est jouable ? »."""
