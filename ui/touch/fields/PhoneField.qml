// A telephone number, in groups as people read it out: 0900 000 123.
LineField {
    layout: "number"
    groups: [4, 3, 3, 3]
}
