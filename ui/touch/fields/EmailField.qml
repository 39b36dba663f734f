// An electronic mail address; nothing is composed while it is typed.
LineField {
    layout: "email"
}
