// What could be heard now: the shell connects these to the sound device. Each cue has something to see as well.
pragma Singleton
import QtQuick

QtObject {
    signal tick // a key or button was pressed; seen as the pressed colour
    signal paged // another page stands there: it is read from its top
    signal erred // the page says what must be mended; seen as its summary
    signal bell // little time is left; seen as the dialog with its ring and number
    // To be spoken; `personal` words go to a headset only, never to the loudspeaker.
    signal say(string words, bool personal)
}
