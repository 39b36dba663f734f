// A person's name, kept as it is typed.
LineField {
    names: true
}
