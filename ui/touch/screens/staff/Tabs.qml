// The pages of the board, where citizens find their helps.
import QtQuick
import touch.controls

ServiceBar {
    required property StaffViewModel vm

    tiles: vm.tabs
    onChosen: id => vm.turn(id)
}
