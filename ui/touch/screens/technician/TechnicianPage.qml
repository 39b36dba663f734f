// One page of the technician's screen.
import touch.screens

BoardPage {
    required property TechnicianViewModel vm
}
