namespace Fleet.Core.Gcode.Containers;

/// <summary>A container (gzip, bgcode, 3mf) breaks off or contradicts itself. The message is a sentence for people. Stays inside this room.</summary>
sealed class ProgramDamagedException(string sentence, Exception? inner = null) : IOException(sentence, inner);
