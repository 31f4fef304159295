"""What is said becomes lines: where they end and break, how they are spelt, and what is masked."""
