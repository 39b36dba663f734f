// A whole number.
LineField {
    layout: "number"
    groups: [15]
}
