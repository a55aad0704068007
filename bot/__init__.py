"""The shell around the survey: loads, advances, saves, commits, and only then shows."""
