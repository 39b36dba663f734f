// A choice of two, side by side: the usual one and the other.
Choices {
    required property string no
    required property string yes
    required property bool now

    signal turned(bool yes)

    options: [{ id: "no", text: no }, { id: "yes", text: yes }]
    chosen: now ? "yes" : "no"
    onPicked: id => turned(id === "yes")
}
