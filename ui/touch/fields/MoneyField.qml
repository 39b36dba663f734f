// An amount of đồng.
LineField {
    layout: "number"
    thousands: true
}
