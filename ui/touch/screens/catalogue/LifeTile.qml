// One life event: icon, name, two examples; the whole tile is touched.
import QtQuick
import touch.theme
import touch.controls

Pressable {
    id: tile

    required property string text
    required property string hint
    required property string icon
    property bool upright: false // icon over name, no examples

    name: text
    description: hint
    radius: Theme.radiusCard

    Plate {
        under: tile
    }
    Icon {
        id: picture
        x: tile.upright ? (tile.width - width) / 2 : Theme.space3 + 4
        y: tile.upright ? Theme.space3 : (tile.height - height) / 2
        name: tile.icon
        size: 72
    }
    NameAndHint {
        x: tile.upright ? Theme.space1 : picture.x + picture.width + Theme.space3
        width: tile.width - x - Theme.space1
        y: tile.upright ? picture.y + picture.height + (tile.height - picture.y - picture.height - height) / 2 : (tile.height - height) / 2
        text: tile.text
        role: Theme.body
        hint: tile.upright ? "" : tile.hint
        hintRole: Theme.small
        align: tile.upright ? Text.AlignHCenter : Text.AlignLeft
    }
}
