// The input of whatever kind a field is: `<Kind>Field.qml` beside this file, found by the kind's name.
import QtQuick

FocusScope {
    id: any

    required property var field
    property var found: []

    readonly property string kind: field.kind ?? ""

    signal answered(string pointer, var value)
    signal asked(string list, string within, string text)
    signal rowAdded(string pointer)
    signal rowRemoved(string pointer)
    signal cardWanted(string party)

    function fileOf(kind: string): url {
        const name = kind.split("_").map(word => word[0].toUpperCase() + word.slice(1)).join("");
        return Qt.resolvedUrl(name + "Field.qml");
    }
    function load() {
        if (kind !== "")
            loader.setSource(fileOf(kind), {
                field: any.field
            });
    }

    implicitHeight: loader.implicitHeight
    onKindChanged: load()
    onFieldChanged: if (loader.item)
        (loader.item as FieldBase).field = field

    Loader {
        id: loader
        width: parent.width
        focus: true
        onLoaded: {
            const shown = item as FieldBase;
            shown.found = Qt.binding(() => any.found);
            shown.focus = true;
        }
    }
    Connections {
        target: loader.item
        function onAnswered(pointer: string, value: var) {
            any.answered(pointer, value);
        }
        function onAsked(list: string, within: string, text: string) {
            any.asked(list, within, text);
        }
        function onRowAdded(pointer: string) {
            any.rowAdded(pointer);
        }
        function onRowRemoved(pointer: string) {
            any.rowRemoved(pointer);
        }
        function onCardWanted(party: string) {
            any.cardWanted(party);
        }
    }
}
