"""French dates and numbers as our pages write them."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "j F Y, G\u202f\\h\u202fi"
TIME_FORMAT = "G\u202f\\h\u202fi"
