"""What a manager can show: the picture of a result, the report, the blank questionnaire."""
