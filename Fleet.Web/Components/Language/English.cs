namespace Fleet.Web.Components.Language;

/// <summary>English, equal to <see cref="German"/> key by key.</summary>
static partial class English
{
    public static readonly Dictionary<string, string> Words = Together(House, Administration, Machines, Jobs, Toolpath, Plan, Material, Reports, Judging);

    static Dictionary<string, string> Together(params (string Key, string Sentence)[][] rooms) =>
        rooms.SelectMany(room => room).ToDictionary(word => word.Key, word => word.Sentence, StringComparer.Ordinal);
}
