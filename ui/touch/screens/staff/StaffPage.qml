// One page of the staff's board.
import touch.screens

BoardPage {
    required property StaffViewModel vm
}
