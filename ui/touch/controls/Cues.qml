// What could be heard now: the shell connects these to the sound device. Each cue also has something to see.
pragma Singleton
import QtQuick

QtObject {
    signal tick // a key or button was pressed; seen as the pressed colour
    signal erred // the page says what must be mended; seen as its summary
    signal said(string words) // to be spoken: only ever words without personal data unless a headset is in
}
