// A text of several lines, such as the content of a request.
LineField {
    lines: true
}
