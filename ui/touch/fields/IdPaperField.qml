// An identity paper other than the card: kind, number, day and place of issue.
PartsField {}
