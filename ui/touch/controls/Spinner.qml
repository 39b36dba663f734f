// Something is going on. With reduced motion it stands still; the words beside it say the same.
import QtQuick
import touch.theme

Icon {
    id: spinner

    name: "loader-circle"

    RotationAnimator {
        target: spinner
        from: 0
        to: 360
        duration: Theme.turnMs
        loops: Animation.Infinite
        running: spinner.visible && !Theme.reducedMotion
    }
}
