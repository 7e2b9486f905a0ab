"""The books: request types, completeness, registration, numbers, receipts."""
