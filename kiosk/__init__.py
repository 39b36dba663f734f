"""What a visit is: identity, forms, procedures, receipts; no Qt, no hardware, no network."""
