// A title inside a page.
import QtQuick
import touch.theme

Words {
    role: Theme.h2
    Accessible.role: Accessible.Heading
}
