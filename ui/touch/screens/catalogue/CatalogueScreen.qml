// Choose what to do: search by name, open a life event, or see everything.
pragma ComponentBehavior: Bound
import QtQuick
import touch.theme
import touch.screens

Page {
    id: screen

    required property CatalogueViewModel vm
    property int at: 0 // the page of tiles or procedures that is shown

    readonly property int pages: vm.listing ? list.pages : tiles.pages

    step: 1
    title: vm.listing && vm.groupName !== "" ? vm.groupName : qsTr("Chọn việc cần làm")
    //: Under "Chọn việc cần làm"; "Gọi cán bộ" is a button on this screen.
    lead: vm.listing ? "" : qsTr("Tìm theo tên, hoặc chọn nhóm việc gần nhất. Chưa rõ thì bấm Gọi cán bộ.")
    nextKind: "secondary"
    nextText: {
        if (pages > 1)
            //: Shows the next page of groups or procedures; %1 of %2.
            return qsTr("Xem tiếp (%1/%2)").arg(at + 1).arg(pages);
        //: Shows all procedures; %1 is how many.
        return vm.listing ? "" : qsTr("Xem tất cả %1 thủ tục").arg(vm.total);
    }
    nextIcon: pages > 1 ? "chevron-right" : "list"

    onBack: vm.back()
    onNext: {
        if (pages > 1)
            at = (at + 1) % pages;
        else
            vm.openGroup("*");
    }

    Connections {
        target: screen.vm
        function onChanged() {
            screen.at = 0;
        }
    }
    SearchBox {
        id: search
        width: parent.width
        text: screen.vm.search
        onSearched: words => screen.vm.find(words)
    }
    TileGrid {
        id: tiles
        visible: !screen.vm.listing
        anchors.top: search.bottom
        anchors.topMargin: Theme.gap + 4
        anchors.bottom: parent.bottom
        width: parent.width
        groups: screen.vm.groups
        at: screen.at
        onChosen: id => screen.vm.openGroup(id)
    }
    ProcedureList {
        id: list
        visible: screen.vm.listing
        anchors.top: search.bottom
        anchors.topMargin: Theme.gap + 4
        anchors.bottom: parent.bottom
        width: parent.width
        procedures: screen.vm.procedures
        at: screen.at
        onChosen: slug => screen.vm.choose(slug)
    }
}
