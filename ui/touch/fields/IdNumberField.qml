// An ID number of twelve digits: each shows for a moment, then hides from those who stand behind.
LineField {
    layout: "number"
    groups: [3, 3, 3, 3]
    masked: true
}
