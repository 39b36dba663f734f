// A date of which only the year, or month and year, may be known.
DateField {
    partial: true
}
