using System.Globalization;
using Fleet.Web.Accounts;
using Fleet.Web.Components.Views;
using Microsoft.AspNetCore.Components.Authorization;

namespace Fleet.Web.Components;

/// <summary>Sheets and offcuts on the page of the material.</summary>
public sealed class SheetActs(MaterialDesk material, AuthenticationStateProvider people)
{
    public async Task<IReadOnlyList<LotView>> Sheets() => [.. (await material.List()).Where(lot => lot.Form != "filament" && lot.RemainingGrams > 0.01)];

    public async Task<DeskAnswer> Add(NewSheet sheet)
    {
        if (sheet.Size.Split('x', 'X', '×').Select(Number).ToList() is not [{ } length, { } width, { } thickness])
            return new(false, $"'{sheet.Size}' is no size. Write length, width and thickness in mm, for instance 1000x600x6.");
        var grams = sheet.Grams.Trim().Length > 0 ? Number(sheet.Grams) ?? double.NaN : (double?)null;
        if (grams is { } weighed && !(weighed > 0))
            return new(false, $"'{sheet.Grams}' is no mass. Write what the scale shows in g, or leave it empty.");
        return Said(await material.Add(new(sheet.Material, grams, Name: sheet.Name, Form: "sheet", LengthMm: length, WidthMm: width, ThicknessMm: thickness), await Visitor()));
    }

    public async Task<DeskAnswer> Cut(string lotId, SheetCut cut)
    {
        var (parts, offcuts) = (Sizes(cut.Parts), Sizes(cut.Offcuts));
        return parts is null || offcuts is null
            ? new(false, "Write pieces in mm such as 300x200, several as 4*300x200, with a space between.")
            : Said(await material.Cut(lotId, new(parts, offcuts), await Visitor()));
    }

    /// <summary>Null for what cannot be read.</summary>
    static List<CutSize>? Sizes(string text)
    {
        var sizes = new List<CutSize>();
        foreach (var word in text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var (count, size) = word.Split('*') switch { [var one] => ("1", one), [var many, var one] => (many, one), _ => ("", "") };
            if (!int.TryParse(count, CultureInfo.InvariantCulture, out var number) || size.Split('x', 'X', '×').Select(Number).ToList() is not [{ } length, { } width])
                return null;
            sizes.Add(new(length, width, Count: number));
        }
        return sizes;
    }

    static double? Number(string text) => double.TryParse(text.Trim(), CultureInfo.CurrentCulture, out var number) ? number : null;

    static DeskAnswer Said(Answer<LotView> answer) => answer.Refusal is { } refusal ? new(false, refusal.Sentence) : new(true, answer.Value!.Id);

    async Task<Visitor> Visitor() => (await people.GetAuthenticationStateAsync()).User.ToVisitor();
}
