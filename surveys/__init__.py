"""The survey as a value: its definition, one step through it, and what the answers are worth. No input or output."""
