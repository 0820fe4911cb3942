namespace Fleet.Web.Components.Language;

static partial class German
{
    /// <summary>The picture of a toolpath.</summary>
    static (string Key, string Sentence)[] Toolpath =>
    [
        ("path.title", "Der Weg"),
        ("path.show", "Weg zeigen"),
        ("path.canvas", "Der Weg des Werkzeugs, gezeichnet"),
        ("path.upTo", "Bis Schicht"),
        ("path.oblique", "Von der Seite"),
        ("path.top", "Von oben"),
        ("path.travel", "Auch Leerfahrten"),
        ("path.legend", "Was die Farben heißen"),
        ("path.keys", "Ziehen dreht, Rad oder zwei Finger vergrößern, Umschalt oder die rechte Taste verschieben. Tasten: Pfeile drehen, Umschalt mit Pfeilen verschiebt, + und − vergrößern, Bild auf und Bild ab wechseln die Schicht, Pos1 beginnt von vorn."),
        ("path.loading", "Der Weg wird gelesen …"),
        ("path.noWebGl", "Dieser Browser kann den Weg nicht zeichnen: ihm fehlt WebGL2. Ein anderer Browser oder eingeschaltete Hardware-Beschleunigung hilft."),
        ("path.failed", "Der Weg war nicht zu lesen. Noch einmal versuchen; wenn es so bleibt, das Programm neu hochladen."),
        ("path.layer", "Schicht {0} von {1}, {2} mm hoch"),
        ("path.feature.0", "Leerfahrt"),
        ("path.feature.1", "Extrusion"),
        ("path.feature.2", "Außenwand"),
        ("path.feature.3", "Innenwand"),
        ("path.feature.4", "Überhang"),
        ("path.feature.5", "Füllung"),
        ("path.feature.6", "massive Füllung"),
        ("path.feature.7", "Deckfläche"),
        ("path.feature.8", "Brücke"),
        ("path.feature.9", "Lückenfüllung"),
        ("path.feature.10", "Rand (Skirt, Brim)"),
        ("path.feature.11", "Stützstruktur"),
        ("path.feature.12", "Stützschnittstelle"),
        ("path.feature.13", "Reinigungsturm"),
        ("path.feature.14", "Glätten"),
        ("path.feature.15", "Start und Ende"),
        ("path.feature.16", "Schnitt"),
        ("path.feature.17", "Eintauchen"),
    ];
}
