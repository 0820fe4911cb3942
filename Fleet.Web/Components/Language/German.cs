namespace Fleet.Web.Components.Language;

/// <summary>German, the first language: du, short sentences, verbs with their object. A file for each room of the pages.</summary>
static partial class German
{
    public static readonly Dictionary<string, string> Words = Together(House, Administration, Machines, Jobs, Toolpath, Plan, Material, Reports, Judging);

    static Dictionary<string, string> Together(params (string Key, string Sentence)[][] rooms) =>
        rooms.SelectMany(room => room).ToDictionary(word => word.Key, word => word.Sentence, StringComparer.Ordinal);
}
